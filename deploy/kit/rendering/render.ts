/**
 * Renders the whole tree as Flux would. A cluster's folder is what `flux bootstrap` points at; the Flux
 * Kustomizations in it name folders, whose own Flux Kustomizations are followed too. Folders with a
 * kustomization.yaml that nothing leads to are rendered alone.
 */
import { basename, dirname, join, relative } from "node:path";
import type { Finding } from "../finding.ts";
import { type Manifest, manifestOf, titleOf } from "../tree/manifest.ts";
import type { Tree } from "../tree/tree.ts";
import { at, type Fields, fieldsAt, isFields, listAt, textAt } from "../tree/values.ts";
import { yamlDocuments } from "../tree/yaml.ts";
import { BuildFailed, type BuiltDocument, kustomizeBuildOnce, withoutOrigin } from "./kustomize.ts";
import type { FluxKustomization, RenderedCluster, RenderedOverlay } from "./overlay.ts";
import { substitute } from "./substitute.ts";

export const CLUSTERS = "deploy/clusters";
/** Components that a cluster may add to the shop; they are rendered as if the staging cluster did. */
const COMPONENTS = "deploy/apps/components";
const WITH_COMPONENTS = "staging";
const DISABLED = "kustomize.toolkit.fluxcd.io/substitute";

export interface Rendering {
  readonly clusters: readonly RenderedCluster[];
  /** All overlays, those that no cluster names included. */
  readonly overlays: readonly RenderedOverlay[];
}

interface Renderer {
  readonly tree: Tree;
  readonly kustomize: string;
}

const componentsOf = (tree: Tree): readonly string[] =>
  tree
    .below(COMPONENTS)
    .filter((file) => file.endsWith("/kustomization.yaml"))
    .map(dirname);

interface OverlayRequest {
  readonly cluster: string | undefined;
  readonly name: string;
  readonly path: string;
  /** The Flux Kustomization that asks for it. */
  readonly flux?: Manifest;
  readonly values?: ReadonlyMap<string, string>;
}

/** Renders all, or some clusters alone. */
export async function renderTree(
  tree: Tree,
  kustomize: string,
  only?: readonly string[],
): Promise<Rendering> {
  const renderer = { tree, kustomize };
  const names = new Set(tree.below(CLUSTERS).map((path) => path.split("/")[2] ?? ""));
  const clusters: RenderedCluster[] = [];
  for (const name of only ?? names) clusters.push(await renderCluster(renderer, name));
  if (only !== undefined) return { clusters, overlays: clusters.flatMap(({ overlays }) => overlays) };
  for (const component of componentsOf(tree)) {
    clusters.push(await renderCluster(renderer, WITH_COMPONENTS, component));
  }
  const reached = new Set(clusters.flatMap(({ overlays }) => overlays.map(({ path }) => path)));
  const alone = await Promise.all(
    unreachedFolders(tree, reached).map((path) =>
      renderOverlay(renderer, { cluster: undefined, name: path, path }),
    ),
  );
  return { clusters, overlays: [...clusters.flatMap(({ overlays }) => overlays), ...alone] };
}

async function renderCluster(
  renderer: Renderer,
  cluster: string,
  component?: string,
): Promise<RenderedCluster> {
  const path = `${CLUSTERS}/${cluster}`;
  const folder = await renderOverlay(renderer, { cluster, name: cluster, path });
  const overlays = [folder];
  const kustomizations: FluxKustomization[] = [];
  let found = folder.objects.filter(isFluxKustomization);
  const begun = new Set<string>();
  while (found.length > 0) {
    const known = overlays.flatMap(({ objects }) => objects);
    const next = await Promise.all(
      found
        .filter(({ name }) => !begun.has(name))
        .map((manifest) =>
          renderKustomization(renderer, cluster, withComponent(manifest, cluster, component), known),
        ),
    );
    for (const { manifest, overlay } of next) begun.add(manifest.name).add(overlay.path);
    kustomizations.push(...next);
    overlays.push(...next.map(({ overlay }) => overlay));
    found = next.flatMap(({ overlay }) => overlay.objects.filter(isFluxKustomization));
  }
  const name = component === undefined ? cluster : `${cluster} with ${basename(component)}`;
  const objects = overlays.flatMap((one) => one.objects);
  return { name, component, path, kustomizations, overlays, objects };
}

/** The shop's Kustomization, as if its folder listed the component, and the images after it. */
function withComponent(manifest: Manifest, cluster: string, component: string | undefined): Manifest {
  const spec = fieldsAt(manifest.body, "spec");
  const path = join(textAt(spec, "path") ?? ".");
  if (component === undefined || path !== `deploy/apps/${cluster}`) return manifest;
  const added = [component, `deploy/apps/images/${cluster}`].map((folder) => relative(path, folder));
  const components = [...listAt(spec, "components"), ...added];
  return { ...manifest, body: { ...manifest.body, spec: { ...spec, components } } };
}

const isFluxKustomization = ({ apiVersion, kind }: Manifest): boolean =>
  kind === "Kustomization" && apiVersion.startsWith("kustomize.toolkit.fluxcd.io/");

async function renderKustomization(
  renderer: Renderer,
  cluster: string,
  manifest: Manifest,
  known: readonly Manifest[],
): Promise<FluxKustomization> {
  const spec = fieldsAt(manifest.body, "spec");
  const path = join(textAt(spec, "path") ?? ".").replace(/\/$/, "");
  const values = isFields(spec.postBuild) ? { values: substitutionValues(spec.postBuild, known) } : {};
  const name = `${cluster}/${manifest.name}`;
  const overlay = await renderOverlay(renderer, { cluster, name, path, flux: manifest, ...values });
  return { manifest, path, overlay };
}

/** The values of `substitute` and of the ConfigMaps and Secrets of `substituteFrom`; the former win. */
export function substitutionValues(postBuild: Fields, known: readonly Manifest[]): Map<string, string> {
  const sources = listAt(postBuild, "substituteFrom").flatMap((source) => {
    const kind = textAt(source, "kind");
    const name = textAt(source, "name");
    const manifest = known.find((one) => one.kind === kind && one.name === name);
    return manifest === undefined ? [] : [manifest];
  });
  const values = sources.flatMap(({ body }) => [
    ...Object.entries(fieldsAt(body, "data")),
    ...Object.entries(fieldsAt(body, "stringData")),
  ]);
  const own = Object.entries(fieldsAt(postBuild, "substitute"));
  return new Map([...values, ...own].map(([name, value]) => [name, String(value)]));
}

async function renderOverlay(renderer: Renderer, request: OverlayRequest): Promise<RenderedOverlay> {
  const { cluster, name, path, flux } = request;
  const result = (objects: readonly Manifest[], problems: readonly Finding[]): RenderedOverlay => ({
    cluster,
    name,
    path,
    objects,
    problems,
  });
  const files = renderer.tree.below(path).filter((file) => !isOfBootstrap(file));
  const where = flux === undefined ? { file: path } : { file: flux.file, object: titleOf(flux) };
  if (files.length === 0) return result([], [{ ...where, message: `its folder ${path} is not there` }]);
  try {
    const extra = fluxFields(flux, path);
    const resources = files.includes(`${path}/kustomization.yaml`) ? [path] : files.filter(isManifestFile);
    const built = await kustomizeBuildOnce(renderer.kustomize, renderer.tree, resources, extra);
    const { objects, problems } = finished(built, path, request.values);
    return result(objects, problems);
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    return result([], [{ ...where, message: `kustomize cannot build ${path}: ${error.message}` }]);
  }
}

/** What `flux bootstrap` writes, and a Kustomization around it: its other files are not in the tree. */
const isOfBootstrap = (path: string): boolean => /^deploy\/clusters\/[^/]+\/flux-system\//.test(path);

const isManifestFile = (path: string): boolean => /\.ya?ml$/.test(path);

/** What kustomize-controller adds to the folder's own Kustomization. */
function fluxFields(flux: Manifest | undefined, path: string): Fields {
  const spec = fieldsAt(flux?.body, "spec");
  const components = listAt(spec, "components").map((component) => join(path, String(component)));
  const fields = {
    patches: spec.patches,
    images: spec.images,
    namespace: spec.targetNamespace,
    namePrefix: spec.namePrefix,
    nameSuffix: spec.nameSuffix,
    components: components.length > 0 ? components : undefined,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

interface FinishedObjects {
  readonly objects: readonly Manifest[];
  readonly problems: readonly Finding[];
}

/** Builds are shared between copies of a tree, so what is made of them is, too. */
const finishedBuilds = new WeakMap<readonly BuiltDocument[], Map<string, FinishedObjects>>();

function finished(
  built: readonly BuiltDocument[],
  path: string,
  values: ReadonlyMap<string, string> | undefined,
): FinishedObjects {
  const key = JSON.stringify([path, values === undefined ? null : [...values]]);
  const known = finishedBuilds.get(built) ?? new Map<string, FinishedObjects>();
  finishedBuilds.set(built, known);
  const before = known.get(key);
  if (before !== undefined) return before;
  const problems: Finding[] = [];
  const objects = built.flatMap(({ text, file = path }) => finishedObject(text, file, values, problems));
  const result = { objects, problems };
  known.set(key, result);
  return result;
}

function finishedObject(
  text: string,
  file: string,
  values: ReadonlyMap<string, string> | undefined,
  problems: Finding[],
): readonly Manifest[] {
  const [before] = yamlDocuments(text);
  const manifest = manifestOf(withoutOrigin(before), file);
  const isSubstituted = values !== undefined && !isLeftAlone(before);
  if (!isSubstituted) return manifest === undefined ? [] : [manifest];
  const object = manifest === undefined ? undefined : titleOf(manifest);
  const say = (message: string) =>
    problems.push(object === undefined ? { file, message } : { file, object, message });
  const { text: after, missing, unsupported } = substitute(text, values);
  for (const name of missing) {
    say(`\${${name}} has no value in postBuild and no default: Flux refuses to apply it`);
  }
  for (const form of unsupported) say(`the form ${form} of a substitution is not supported here`);
  try {
    return yamlDocuments(after).flatMap((document) => manifestOf(withoutOrigin(document), file) ?? []);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    say(`is no YAML after the substitution: ${error.message}`);
    return [];
  }
}

const isLeftAlone = (document: unknown): boolean =>
  ["annotations", "labels"].some((place) => at(document, "metadata", place, DISABLED) === "disabled");

/** Folders of a Kustomization that is neither applied by Flux nor a part of another one. */
function unreachedFolders(tree: Tree, reached: ReadonlySet<string>): string[] {
  const folders = new Map<string, unknown>();
  for (const file of tree.below("deploy")) {
    if (!file.endsWith("/kustomization.yaml") || isOfBootstrap(file)) continue;
    folders.set(dirname(file), kustomizationOf(tree.read(file)));
  }
  const used = new Set<string>();
  for (const [folder, document] of folders) {
    for (const list of ["resources", "components", "bases"]) {
      for (const entry of listAt(document, list)) used.add(join(folder, String(entry)).replace(/\/$/, ""));
    }
  }
  return [...folders.keys()].filter(
    (folder) =>
      !used.has(folder) && !reached.has(folder) && textAt(folders.get(folder), "kind") !== "Component",
  );
}

/** A file that is no YAML leads nowhere: kustomize says so when the folder is built. */
function kustomizationOf(text: string): unknown {
  try {
    return yamlDocuments(text)[0];
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
