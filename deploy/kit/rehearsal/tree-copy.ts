/** What the rehearsal changes in its copy of the tree: what a person fills in, and what cannot be had. */

export interface ImageVersion {
  readonly tag: string;
  readonly digest: string;
}

/** deploy/apps/images/staging with other versions, as Flux' image automation would write them. */
export function withImages(text: string, images: Readonly<Record<string, ImageVersion>>): string {
  return Object.entries(images).reduce((changed, [name, { tag, digest }]) => {
    const found = new RegExp(`(- name: \\S+/${name}\\n *newTag: )\\S+( .*\\n *digest: )\\S+`);
    if (!found.test(changed)) throw new Error(`the images of the cluster have no ${name}`);
    return changed.replace(found, `$1${tag}$2${digest}`);
  }, text);
}

/** `Secret/key` to value. */
export type SecretValues = Readonly<Record<string, string>>;

/** An example of secrets with each REPLACE filled in. A value of several lines becomes a quoted text. */
export function withSecrets(text: string, values: SecretValues): string {
  let secret = "";
  return text
    .split("\n")
    .map((line) => {
      const [, name] = /^ {2}name: (\S+)$/.exec(line) ?? [];
      if (name !== undefined) secret = name;
      const [, start, key] = /^( {2}([\w.]+): )REPLACE$/.exec(line) ?? [];
      if (start === undefined) return line;
      const value = values[`${secret}/${key}`];
      if (value === undefined) throw new Error(`there is no value for ${key} of the Secret ${secret}`);
      return `${start}${JSON.stringify(value)}`;
    })
    .join("\n");
}

/** What `infra-controllers` may not ask for: charts come over the internet. */
const SOURCES = ["OCIRepository", "HelmRepository", "GitRepository"];

/** The Flux Kustomization of the charts, with their sources at rest. */
export function withoutDownloads(text: string): string {
  const patches = SOURCES.flatMap((kind) => [
    "    - target:",
    `        kind: ${kind}`,
    "      patch: |",
    "        - op: add",
    "          path: /spec/suspend",
    "          value: true",
  ]);
  const [first, ...rest] = text.split(/^---$/m);
  if (!first?.includes("name: infra-controllers"))
    throw new Error("the first document is not infra-controllers");
  return [`${first.trimEnd()}\n  patches:\n${patches.join("\n")}\n`, ...rest].join("---");
}

/** What `flux bootstrap` writes, for a server on the loopback address. */
export const fluxSync = (url: string): string => `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: flux-system
  namespace: flux-system
spec:
  interval: 1m
  ref:
    branch: main
  url: ${url}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: flux-system
  namespace: flux-system
spec:
  interval: 10m
  path: ./deploy/clusters/staging
  prune: true
  sourceRef:
    kind: GitRepository
    name: flux-system
`;
