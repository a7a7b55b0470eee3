/** The committed document of the API, as tests read it. */
import { read } from "../architecture/source.ts";

export interface Response {
  readonly description: string;
  readonly content?: Readonly<Record<string, MediaType>>;
}
export interface MediaType {
  readonly schema: object;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value?: unknown; readonly $ref?: string }>>;
}
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: object;
  readonly example?: unknown;
}
export interface Operation {
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: Readonly<Record<string, MediaType>>;
  };
  readonly responses: Readonly<Record<string, Response | { readonly $ref: string }>>;
}
interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

export const document = JSON.parse(read("docs/openapi.json")) as OpenApiDocument;

/** `GET /api/v1/carts/{id}` → its operation. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  ),
);

/** `POST /api/v1/carts/:id/items` → `POST /api/v1/carts/{id}/items`. */
export const nameInDocument = (route: { readonly method: string; readonly url: string }): string =>
  `${route.method} ${route.url.replaceAll(/:(\w+)/g, "{$1}").replace("*", "{key}")}`;

/** Follows a reference of the document. Throws an Error when it leads nowhere. */
export function resolve<Value extends object>(value: Value | { readonly $ref: string }): Value {
  if (!("$ref" in value)) return value;
  const [, , kind = "", ...name] = value.$ref.split("/");
  const found = document.components[kind]?.[name.join("/")];
  if (!found) throw new Error(`${value.$ref} leads nowhere`);
  return found as Value;
}

export const PROBLEM = "application/problem+json";

/** The codes that an operation can answer with a status, as the document says. */
export function codesOf({ responses }: Operation, status: number): string[] {
  const response = responses[status];
  const content = response && resolve<Response>(response).content?.[PROBLEM];
  const { allOf = [] } = (content?.schema ?? {}) as {
    allOf?: { properties?: { code?: { enum: string[] } } }[];
  };
  return allOf.flatMap(({ properties }) => properties?.code?.enum ?? []);
}
