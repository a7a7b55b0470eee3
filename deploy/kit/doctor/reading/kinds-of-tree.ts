/** The kinds that Flux or kubectl apply of deploy/: each has to be served by the cluster. */
import { manifestOf } from "../../tree/manifest.ts";
import type { Tree } from "../../tree/tree.ts";
import { yamlDocuments } from "../../tree/yaml.ts";
import type { NeededKind } from "../picture.ts";

const APPLIED = ["clusters", "infrastructure", "data", "apps", "monitoring/kubernetes"].map(
  (folder) => `deploy/${folder}`,
);

export function kindsOfTree(tree: Tree): readonly NeededKind[] {
  const found = APPLIED.flatMap((folder) => tree.below(folder))
    .filter((path) => /\.ya?ml$/.test(path))
    .flatMap((file) => yamlDocuments(tree.read(file)).map((document) => manifestOf(document, file)))
    .flatMap((manifest) => manifest ?? [])
    // The format of kustomization.yaml: no object of a cluster.
    .filter(({ apiVersion }) => !apiVersion.startsWith("kustomize.config.k8s.io/"));
  const byKind = new Map(found.toReversed().map((one) => [`${one.apiVersion}/${one.kind}`, one]));
  return [...byKind.values()]
    .map(({ apiVersion, kind, file }) => ({ apiVersion, kind, file }))
    .toSorted((one, other) => nameOf(one).localeCompare(nameOf(other)));
}

const nameOf = ({ apiVersion, kind }: NeededKind): string => `${apiVersion}/${kind}`;
