/**
 * Definitions of the kinds that charts would install, made from the strict JSON schemas of the facts. The
 * server then refuses unknown fields and wrong values as with the real definitions; CEL rules are missing.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { KubernetesObject } from "./api.ts";

export type JsonSchema = { readonly [keyword: string]: unknown };

interface KindFact {
  readonly file: string;
  readonly scope: string;
}

/** Groups of kinds that are the server's own, are no kinds of a server, or come with a program that runs. */
const OTHERS: readonly RegExp[] = [
  /^(core|apps|batch|policy|autoscaling)$/,
  /^(networking|rbac\.authorization|scheduling|storage|coordination|discovery)\.k8s\.io$/,
  /^(admissionregistration|apiextensions|apiregistration)\.k8s\.io$/,
  /^(k0s|k0sctl)\.k0sproject\.io$|^kustomize\.config\.k8s\.io$/,
  /^gateway\.networking\.k8s\.io$|external-secrets\.io$/,
  /^(source|kustomize)\.toolkit\.fluxcd\.io$/,
];

export async function readDefinitions(facts: string): Promise<readonly KubernetesObject[]> {
  const folder = join(facts, "schemas");
  const index: Record<string, KindFact> = JSON.parse(await readFile(join(folder, "index.json"), "utf8"));
  const wanted = Object.entries(index).filter(([kind]) => isWanted(kind));
  return Promise.all(
    wanted.map(async ([kind, { file, scope }]) =>
      definitionOf(kind, scope, JSON.parse(await readFile(join(folder, file), "utf8"))),
    ),
  );
}

function isWanted(kind: string): boolean {
  const parts = kind.split("/");
  return parts.length === 3 && !OTHERS.some((group) => group.test(parts[0] ?? ""));
}

/** `kind` is `group/version/Kind`. */
export function definitionOf(kind: string, scope: string, schema: JsonSchema): KubernetesObject {
  const [group = "", version = "", name = ""] = kind.split("/");
  const plural = pluralOf(name.toLowerCase());
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  const own = Object.entries(properties).filter(
    ([field]) => !["apiVersion", "kind", "metadata", "status"].includes(field),
  );
  const required = (Array.isArray(schema.required) ? schema.required : []).filter((field) =>
    own.some(([one]) => one === field),
  );
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: {
      name: `${plural}.${group}`,
      // Definitions of protected groups have to name their review.
      annotations: { "api-approved.kubernetes.io": "https://example.org/rehearsal" },
    },
    spec: {
      group,
      scope,
      names: { kind: name, plural, singular: name.toLowerCase(), listKind: `${name}List` },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: {
            openAPIV3Schema: {
              type: "object",
              ...(required.length > 0 ? { required } : {}),
              properties: {
                apiVersion: { type: "string" },
                kind: { type: "string" },
                metadata: { type: "object" },
                ...Object.fromEntries(own.map(([field, value]) => [field, structural(value)])),
                status: ANYTHING,
              },
            },
          },
        },
      ],
    },
  };
}

const ANYTHING = { type: "object", "x-kubernetes-preserve-unknown-fields": true } as const;
/** Keywords that mean the same in both. */
const SAME = [
  "type",
  "enum",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "minItems",
  "maxItems",
];

/**
 * The schema in the form that the server takes ("structural"): each field has one type, unknown fields are
 * refused where nothing allows them, and alternatives of types are named in Kubernetes' own words.
 */
export function structural(schema: JsonSchema | boolean): object {
  if (typeof schema === "boolean") return { "x-kubernetes-preserve-unknown-fields": true };
  const types = alternatives(schema);
  if (types?.includes("integer") && types.includes("string")) return { "x-kubernetes-int-or-string": true };
  if (types?.includes("null")) {
    const [other] = (schema.anyOf as JsonSchema[]).filter(({ type }) => type !== "null");
    return { ...structural(other ?? {}), nullable: true };
  }
  const out: Record<string, unknown> = {};
  for (const keyword of SAME) if (schema[keyword] !== undefined) out[keyword] = schema[keyword];
  if (schema.const !== undefined) out.enum = [schema.const];
  if (out.type === undefined && Array.isArray(out.enum)) out.type = typeof out.enum[0];
  if (schema.properties !== undefined) {
    const properties = Object.entries(schema.properties as Record<string, JsonSchema>);
    out.type = "object";
    out.properties = Object.fromEntries(properties.map(([name, value]) => [name, structural(value)]));
    if (Array.isArray(schema.required)) out.required = schema.required;
  } else if (typeof schema.additionalProperties === "object") {
    out.additionalProperties = structural(schema.additionalProperties as JsonSchema);
  } else if (out.type === "object" || out.type === undefined) {
    out["x-kubernetes-preserve-unknown-fields"] = true;
  }
  if (schema.items !== undefined) out.items = structural(schema.items as JsonSchema);
  return out;
}

const alternatives = ({ anyOf }: JsonSchema): readonly unknown[] | undefined =>
  Array.isArray(anyOf) ? anyOf.map((one: JsonSchema) => one.type) : undefined;

function pluralOf(name: string): string {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  if (/(ss|x|ch|sh)$/.test(name)) return `${name}es`;
  if (name.endsWith("s")) return name;
  return `${name}s`;
}
