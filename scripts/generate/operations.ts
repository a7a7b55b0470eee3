/** What the document says of one operation beyond its schemas. */
import { STATUS_CODES } from "node:http";
import { knownRoles, permissionsOf } from "../../server/modules/members/roles.ts";
import { type Access, isPermitted } from "../../server/platform/http/access.ts";
import {
  type Operation,
  problemsOf,
  takesHeader,
  takesKey,
} from "../../server/platform/http/operation-problems.ts";
import { problemTexts } from "../../server/problems.ts";
import { exampleOf, type OperationExample } from "./examples/index.ts";

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: object;
}
interface Content {
  readonly [type: string]: {
    readonly schema: object;
    readonly example?: unknown;
    readonly examples?: object;
  };
}
export interface OperationObject {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, ResponseObject>>;
}
interface ResponseObject {
  readonly description: string;
  readonly content?: Content;
}

/** Responses of `components`, by name. */
export type SharedResponses = Map<string, object>;

/** `/api/v1/carts/:id` → `/api/v1/carts/{id}`. */
export const pathOf = (url: string): string => url.replaceAll(/:(\w+)/g, "{$1}").replace("*", "{*}");

/** Throws an Error when the operation lacks a summary, a tag or an example. */
export function describeOperation(
  operation: Operation,
  described: OperationObject,
  shared: SharedResponses,
): OperationObject {
  const name = `${operation.method} ${operation.url}`;
  const { tags, summary, parameters, requestBody } = described;
  if (!tags?.length || !summary) throw new Error(`${name} has no summary or no tag`);
  const example = exampleOf(name);
  return {
    tags,
    summary,
    ...withDescription(operation, described.description),
    ...securityOf(operation),
    ...(parameters ? { parameters: describeParameters(parameters, example, name) } : {}),
    ...(requestBody ? { requestBody: describeBody(requestBody, example, name) } : {}),
    responses: {
      ...describeResponses(described.responses, example, name),
      ...problemResponses(operation, shared),
    },
  } as OperationObject;
}

function withDescription({ config, schema }: Operation, own: string | undefined): { description?: string } {
  const sentences = [
    ...(own ? [own] : []),
    ...(config.access ? describeAccess(config.access) : []),
    ...(takesKey(schema) ? ["A repeat with the same `Idempotency-Key` gets the first answer again."] : []),
  ];
  return sentences.length > 0 ? { description: sentences.join("\n\n") } : {};
}

function describeAccess(access: Access): string[] {
  if (access.kind === "everyone" || access.kind === "guestOrSignedIn") return [];
  const fresh = "The sign-in or a step-up must be at most ten minutes old.";
  if (access.kind === "signedIn") return access.stepUp ? [fresh] : [];
  const roles = knownRoles.filter((role) => isPermitted(access, permissionsOf(role)));
  const permissions = [access.permission, ...access.or].map((each) => `\`${each}\``).join(" or ");
  const needed = `Needs the permission ${permissions}: ${roles.join(", ")}.`;
  return [access.stepUp ? `${needed} ${fresh} API keys are refused.` : needed];
}

type Requirement = Readonly<Record<string, readonly string[]>>;
const [bearer, cookie, apiKey, guestToken, refreshCookie] = [
  "bearer",
  "cookie",
  "apiKey",
  "guestToken",
  "refreshCookie",
].map((name): Requirement => ({ [name]: [] })) as [
  Requirement,
  Requirement,
  Requirement,
  Requirement,
  Requirement,
];
const nothing: Requirement = {};

/** Alternatives: one of them is enough, and an empty one means that a guest may call. */
function securityOf(operation: Operation): { security: Requirement[]; "x-permission"?: string } {
  const { config, schema } = operation;
  const { access = { kind: "everyone" } } = config;
  switch (access.kind) {
    case "everyone":
      if (config.crossSite !== "withoutEvidence") return { security: [] };
      // Renewing needs the cookie of the sign-in, signing out does without.
      return problemsOf(operation).has("UNAUTHENTICATED")
        ? { security: [refreshCookie] }
        : { security: [refreshCookie, bearer, cookie, nothing] };
    case "guestOrSignedIn":
      return { security: [takesHeader(schema, "x-guest-token") ? guestToken : nothing, bearer, cookie] };
    case "signedIn":
      return { security: [bearer, cookie] };
    case "permission":
      return {
        security: [bearer, cookie, ...(access.stepUp ? [] : [apiKey])],
        "x-permission": access.permission,
      };
  }
}

const KEY = {
  name: "idempotency-key",
  in: "header",
  required: true,
  description: "a fresh one for each intent, such as a UUID",
  schema: { type: "string", minLength: 8, maxLength: 255, pattern: "^[!-~]+$" },
  example: "7f9c2ba4-e88f-4f5b-9d0c-21a6e3f1b0a5",
};

function describeParameters(
  parameters: readonly Parameter[],
  example: OperationExample,
  name: string,
): readonly object[] {
  return parameters.map((parameter) => {
    // The schema's words say where the server demands it: it refuses one that is missing by itself.
    if (parameter.name === KEY.name)
      return { ...KEY, required: parameter.description?.startsWith("required") ?? false };
    const renamed = { ...parameter, ...(parameter.name === "*" ? { name: "key" } : {}) };
    const value = example.parameters?.[renamed.name];
    if (parameter.required && value === undefined)
      throw new Error(`${name} has no example of ${renamed.name}`);
    return value === undefined ? renamed : { ...renamed, example: value };
  });
}

/** A body that may be null may also be missing. */
function describeBody(
  { content }: { readonly content: Content },
  { body, bodies }: OperationExample,
  name: string,
): object {
  if (body === undefined && !bodies) throw new Error(`${name} has no example of its body`);
  const [[type, { schema }] = ["", { schema: {} }]] = Object.entries(content);
  const branches = (schema as { anyOf?: { type?: string }[] }).anyOf ?? [];
  const examples = bodies
    ? { examples: Object.fromEntries(Object.entries(bodies).map(([key, value]) => [key, { value }])) }
    : { example: body };
  return {
    required: !branches.some((branch) => branch.type === "null"),
    content: { [type]: { schema, ...examples } },
  };
}

function describeResponses(
  responses: Readonly<Record<string, ResponseObject>>,
  { responses: examples = {} }: OperationExample,
  name: string,
): Record<string, ResponseObject> {
  return Object.fromEntries(
    Object.entries(responses).map(([status, { description, content }]) => {
      const words = description === "Default Response" ? (STATUS_CODES[status] ?? "") : description;
      if (!content) return [status, { description: words }];
      const example = examples[status];
      const filled = Object.entries(content).map(([type, { schema }]) => {
        if (isBinary(schema)) return [type, { schema }];
        if (example === undefined) throw new Error(`${name} has no example of its response ${status}`);
        return [type, { schema, example }];
      });
      return [status, { description: words, content: Object.fromEntries(filled) }];
    }),
  );
}

const isBinary = (schema: object): boolean => "format" in schema && schema.format === "binary";

/** What can happen in every operation: failures, and requests that do not arrive whole. */
const anywhere = Object.entries(problemTexts)
  .filter(([, { status }]) => status >= 500 || status === 408 || status === 431)
  .map(([code]) => code);

/** A response for each status of the problems, with their codes. Most operations share them. */
function problemResponses(operation: Operation, shared: SharedResponses): Record<string, object> {
  const byStatus = new Map<number, string[]>();
  for (const code of [...problemsOf(operation), ...anywhere]) {
    const status = problemTexts[code]?.status;
    if (status === undefined) throw new Error(`the problem ${code} has no status`);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => {
      const name = [`Problem${status}`, ...codes.sort()].join(".");
      if (!shared.has(name)) shared.set(name, problemResponse(status, codes));
      return [status, { $ref: `#/components/responses/${name}` }];
    }),
  );
}

const problemResponse = (status: number, codes: readonly string[]): ResponseObject => ({
  description: codes.map((code) => `\`${code}\`: ${problemTexts[code]?.en}`).join("\n\n"),
  ...(status === 429 || status === 503
    ? { headers: { "Retry-After": { description: "seconds", schema: { type: "integer" } } } }
    : {}),
  content: {
    "application/problem+json": {
      schema: {
        allOf: [
          { $ref: "#/components/schemas/Problem" },
          { type: "object", properties: { status: { const: status }, code: { enum: codes } } },
        ],
      },
      examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
    },
  },
});
