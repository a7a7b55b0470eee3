import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import type { Check, KitContext } from "../check.ts";
import { type Manifest, manifestOf, titleOf } from "../tree/manifest.ts";
import { type Fields, isFields } from "../tree/values.ts";
import { yamlDocuments } from "../tree/yaml.ts";

/** `schemas/index.json`: what is known of `apps/v1/Deployment`. */
interface SchemaEntry {
  readonly file: string;
  readonly scope: "Namespaced" | "Cluster" | "File";
}

type SchemaIndex = Readonly<Record<string, SchemaEntry>>;

/** A schema with many fields names one fault several times: the first ones are enough. */
const ERRORS_SHOWN = 4;

/** Each object fits the strict schema of its kind: unknown kinds, versions and fields are findings. */
export const schemas: Check = {
  name: "schemas",
  about: "each object fits the strict schema of its kind",
  parts: ["deploy"],
  tools: ["kustomize"],
  run: async (kit, report) => {
    const index = await kit.fact<SchemaIndex>("schemas/index.json");
    const kinds = new Set<string>();
    const overlays = await kit.rendered();
    const objects = overlays.flatMap((overlay) => overlay.objects);
    for (const manifest of [...objects, ...filesWithSchemas(kit, index)]) {
      report.looked(1, "objects");
      const object = titleOf(manifest);
      const key = `${manifest.apiVersion}/${manifest.kind}`;
      const entry = index[key];
      if (entry === undefined) {
        report.finding(manifest.file, object, unknownKind(manifest, index));
        continue;
      }
      kinds.add(key);
      const validate = await validatorOf(kit, entry.file);
      if (!validate(asApplied(manifest))) {
        for (const message of messagesOf(validate.errors ?? []))
          report.finding(manifest.file, object, message);
      }
      const fault = scopeFault(manifest, entry);
      if (fault !== undefined) report.finding(manifest.file, object, fault);
    }
    report.looked(kinds.size, "kinds");
  },
};

/** Flux takes the key `sops` away when it decrypts. */
function asApplied({ kind, body }: Manifest): Fields {
  if (kind !== "Secret" || !isFields(body.sops)) return body;
  const { sops: _, ...applied } = body;
  return applied;
}

/** A schema takes up to a second to compile; several trees are checked with the same facts. */
const validators = new Map<string, Promise<ValidateFunction>>();

function validatorOf(kit: KitContext, file: string): Promise<ValidateFunction> {
  const place = `${kit.facts}/${file}`;
  const begun = validators.get(place) ?? compile(kit, file);
  validators.set(place, begun);
  return begun;
}

async function compile(kit: KitContext, file: string): Promise<ValidateFunction> {
  const ajv = new Ajv({ strict: true, allErrors: true });
  return ajv.compile(await kit.fact<Record<string, unknown>>(`schemas/${file}`));
}

/** Files that a program reads and no cluster: kustomization.yaml, k0sctl.yaml, the configuration of k0s. */
function filesWithSchemas(kit: KitContext, index: SchemaIndex): readonly Manifest[] {
  const files = kit.tree
    .below("deploy")
    .filter((path) => /(^|\/)(kustomization|k0s[\w-]*)\.ya?ml$/.test(path));
  return files.flatMap((file) =>
    yamlDocuments(kit.tree.read(file))
      .map((document) => manifestOf(document, file))
      .filter((manifest) => manifest !== undefined)
      .filter(({ apiVersion, kind }) => index[`${apiVersion}/${kind}`]?.scope === "File"),
  );
}

function unknownKind({ apiVersion, kind }: Manifest, index: SchemaIndex): string {
  const group = apiVersion.replace(/\/?[^/]*$/, "");
  const others = Object.keys(index).filter((key) => key.endsWith(`/${kind}`) && key.startsWith(group));
  const known = others.map((key) => key.slice(0, -kind.length - 1)).join(", ");
  const hint = known === "" ? "" : `; ${kind} is known as ${known}`;
  return `there is no ${kind} in ${apiVersion}${hint}`;
}

function scopeFault({ namespace }: Manifest, { scope }: SchemaEntry): string | undefined {
  if (scope === "Namespaced" && namespace === undefined) return "has no namespace";
  if (scope === "Cluster" && namespace !== undefined) return "has a namespace, and its kind has none";
  return undefined;
}

function messagesOf(errors: readonly ErrorObject[]): readonly string[] {
  const messages = errors.map(({ instancePath, message, params }) => {
    const place = instancePath === "" ? "" : `${instancePath.slice(1).replaceAll("/", ".")} `;
    const extra = "additionalProperty" in params ? `: ${String(params.additionalProperty)}` : "";
    const allowed = "allowedValues" in params ? `: ${[params.allowedValues].flat().join(", ")}` : "";
    return `${place}${message ?? "is wrong"}${extra}${allowed}`;
  });
  return [...new Set(messages)].slice(0, ERRORS_SHOWN);
}
