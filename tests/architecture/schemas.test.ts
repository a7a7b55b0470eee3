/**
 * The API compiles the schemas of a route when it is used first. Here all of docs/openapi.json are, so that a
 * schema that cannot be compiled is no 500 of a rare route.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { serializerCompiler } from "../../server/platform/http/serialization.ts";
import { bodyReader } from "../../server/platform/http/validation.ts";
import { root } from "./source.ts";

type Content = Readonly<Record<string, { readonly schema?: object }>>;
interface Operation {
  readonly requestBody?: { readonly content: Content };
  readonly responses?: Readonly<Record<string, { readonly content?: Content }>>;
}
const document = JSON.parse(readFileSync(join(root, "docs/openapi.json"), "utf8")) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};
const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
const jsonOf = (content: Content | undefined): object[] => {
  const schema = content?.["application/json"]?.schema;
  return schema ? [schema] : [];
};

test("every request and every response of the API has a schema that can be compiled", () => {
  const bodies = operations.flatMap(({ requestBody }) => jsonOf(requestBody?.content));
  const responses = operations.flatMap(({ responses = {} }) =>
    Object.entries(responses).flatMap(([status, { content }]) =>
      jsonOf(content).map((schema) => ({ schema, status })),
    ),
  );
  expect(bodies.length).toBeGreaterThan(40);
  expect(responses.length).toBeGreaterThan(100);
  for (const schema of bodies) expect(() => bodyReader(schema)(null)).not.toThrow();
  for (const { schema, status } of responses) {
    const serialize = serializerCompiler({ schema, method: "GET", url: "/", httpStatus: status });
    expect(failureOf(() => serialize({}))).not.toMatch(/schema|keyword|reference/i);
  }
});

test("a POST none of whose fields is required needs no body, but for an inspection", () => {
  // Their protocols are others'.
  const foreign = /^\/api\/2\.0\/|^\/api\/v1\/payments\/webhooks\//;
  const demanding = Object.entries(document.paths).flatMap(([path, { post }]) =>
    jsonOf(post?.requestBody?.content)
      .filter((schema) => "properties" in schema && !("required" in schema) && !foreign.test(path))
      .map(() => path),
  );
  // One that lost its body would say that all came back.
  expect(demanding).toEqual(["/api/v1/admin/claims/{id}/inspected"]);
});

/** A body that lacks what its schema requires is another failure, and a right one. */
function failureOf(write: () => string): string {
  try {
    write();
    return "";
  } catch (error) {
    return String(error);
  }
}
