/** `kustomize build` of a folder, with the file that each object comes from. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { stringify } from "yaml";
import { lastLines, runProgram } from "../processes.ts";
import type { Tree } from "../tree/tree.ts";
import { type Fields, fieldsAt, isFields, listAt, textAt } from "../tree/values.ts";
import { yamlDocuments } from "../tree/yaml.ts";
import { inputHash } from "./inputs.ts";

const ORIGIN = "config.kubernetes.io/origin";

export interface BuiltDocument {
  /** The YAML of one object, with the annotation of its origin. */
  readonly text: string;
  /** From the root of the tree. Undefined for what a generator made out of nothing. */
  readonly file: string | undefined;
}

export class BuildFailed extends Error {
  override readonly name = "BuildFailed";
}

/** Copies of one tree differ in few files: what is the same in two of them is built once. */
const built = new Map<string, Promise<readonly BuiltDocument[]>>();

/** `kustomizeBuild`, once for the same input. */
export function kustomizeBuildOnce(
  kustomize: string,
  tree: Tree,
  resources: readonly string[],
  extra: Fields = {},
): Promise<readonly BuiltDocument[]> {
  const components = listAt(extra, "components").map(String);
  const hash = inputHash(tree, [...resources, ...components], [kustomize, extra]);
  const result = built.get(hash) ?? kustomizeBuild(kustomize, tree.root, resources, extra);
  built.set(hash, result);
  return result;
}

/**
 * Builds folders and files as one. `extra` are the fields that a Flux Kustomization adds (patches, images,
 * namespace). The file is known through a Kustomization around it that asks for annotations of origin.
 */
async function kustomizeBuild(
  kustomize: string,
  root: string,
  resources: readonly string[],
  extra: Fields = {},
): Promise<readonly BuiltDocument[]> {
  const around = await mkdtemp(join(tmpdir(), "jangteo-kit-"));
  const fromAround = (path: string): string => relative(around, join(root, path));
  try {
    const kustomization = {
      apiVersion: "kustomize.config.k8s.io/v1beta1",
      kind: "Kustomization",
      buildMetadata: ["originAnnotations"],
      ...extra,
      resources: resources.map(fromAround),
      components: listAt(extra, "components").map((path) => fromAround(String(path))),
    };
    await writeFile(join(around, "kustomization.yaml"), stringify(kustomization));
    // As Flux does: files may be read from the whole tree.
    const args = ["build", "--load-restrictor", "LoadRestrictionsNone", around];
    const { code, stdout, stderr } = await runProgram(kustomize, args);
    if (code !== 0) throw new BuildFailed(withoutFolders(lastLines(stderr), root, around));
    return stdout
      .split(/^---$/m)
      .filter((text) => text.trim() !== "")
      .map((text) => builtDocument(text, root, around));
  } finally {
    await rm(around, { recursive: true, force: true });
  }
}

function builtDocument(text: string, root: string, around: string): BuiltDocument {
  const [document] = yamlDocuments(text);
  const [origin] = yamlDocuments(textAt(document, "metadata", "annotations", ORIGIN) ?? "");
  // What a generator made has the file of the generator.
  const path = textAt(origin, "path") ?? textAt(origin, "configuredIn");
  const file = path === undefined ? undefined : relative(root, resolve(around, path));
  return { text, file };
}

/** The object as Flux applies it, without the annotation that was asked for here. */
export function withoutOrigin(document: unknown): unknown {
  if (!isFields(document) || !isFields(document.metadata)) return document;
  const { annotations, ...metadata } = document.metadata;
  const { [ORIGIN]: _, ...others } = fieldsAt(annotations);
  const kept = Object.keys(others).length > 0 ? { annotations: others } : {};
  return { ...document, metadata: { ...metadata, ...kept } };
}

/** Kustomize names folders from the root of the machine: a message names them from the root of the tree. */
const withoutFolders = (message: string, root: string, around: string): string =>
  message
    .replaceAll(`${root}/`, "")
    .replaceAll(around, "the overlay")
    .replaceAll(`${dirname(around)}/`, "");
