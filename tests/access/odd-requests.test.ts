/**
 * Forms that are cut off, conditions in every notation, and bodies as large as their schemas allow: each
 * route that reads them understands them.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { nameInDocument, operations } from "./openapi.ts";
import { type AccessWorld, openAccessWorld, type Route } from "./world.ts";

let world: AccessWorld;
let owner: string;
beforeAll(async () => {
  world = await openAccessWorld();
  [owner = ""] = await world.issueTokens([{ role: "owner" }]);
});
afterAll(() => world.close());

const FORM = "multipart/form-data";
const takesForms = (route: Route): boolean =>
  operations.get(nameInDocument(route))?.requestBody?.content[FORM] !== undefined;

const UNKNOWN = "01900000-0000-7000-8000-00000000dead";
const part = (head: string, body = "a"): string =>
  `--edge\r\ncontent-disposition: form-data; ${head}\r\n\r\n${body}`;

async function send(route: Route, type: string, body: string): Promise<string> {
  const answer = await fetch(`${world.url}${route.url.replaceAll(/:\w+/g, UNKNOWN)}`, {
    method: route.method,
    headers: { authorization: `Bearer ${owner}`, "content-type": type },
    body,
  });
  const { code, errors } = (await answer.json()) as { code: string; errors?: { code: string }[] };
  return `${answer.status} ${errors?.[0]?.code ?? code}`;
}

const edge = `${FORM}; boundary=edge`;
test.each([
  ["without a boundary", FORM, part('name="file"; filename="a"'), "FORM"],
  ["with an empty boundary", `${FORM}; boundary=`, part('name="file"; filename="a"'), "FORM"],
  ["that ends within a file", edge, part('name="file"; filename="a"'), "FORM"],
  ["that ends within a field", edge, part('name="kind"'), "FORM"],
  ["that ends within a header", edge, "--edge\r\ncontent-dispo", "FORM"],
  ["of other bytes", edge, "--edge\r\ng\u008a\u0008\u0015.\t--edge--\r\n", "FORM"],
  ["with a field of a prototype", edge, `${part('name="__proto__"')}\r\n--edge--\r\n`, "FORM"],
  ["without parts", edge, "--edge--\r\n", "REQUIRED"],
])("a form %s is 400", async (_name, type, body, code) => {
  const routes = world.routes.filter(takesForms);
  expect(routes.length).toBeGreaterThan(4);
  const answers = await Promise.all(
    routes.map(async (route) => [nameInDocument(route), await send(route, type, body)]),
  );
  expect(answers).toEqual(routes.map((route) => [nameInDocument(route), `400 ${code}`]));
});

const REQUIRED: Readonly<Record<string, string>> = { "/api/v1/search/suggest": "?q=a" };
/** Its caching is by age: clients of keys do not ask again. */
const BY_AGE = ["/.well-known/jwks.json"];

test("a public read that has not changed is 304, for each notation of its ETag", async () => {
  const isPublic = ({ method, url, access }: Route) =>
    method === "GET" && access.kind === "everyone" && !/[:*]/.test(url) && !BY_AGE.includes(url);
  const routes = world.routes.filter((route) => isPublic(route) && operations.has(nameInDocument(route)));
  expect(routes.length).toBeGreaterThan(6);
  const found: string[] = [];
  for (const { url } of routes) {
    const read = (known?: string) =>
      fetch(`${world.url}${url}${REQUIRED[url] ?? ""}`, {
        headers: known === undefined ? {} : { "if-none-match": known },
      });
    const etag = (await read()).headers.get("etag");
    const statuses: number[] = [];
    for (const known of [`${etag}`, `W/${etag}`, `"other", W/${etag}`, "*", '"other"'])
      statuses.push((await read(known)).status);
    found.push(`${url} ${etag !== null} ${statuses.join(" ")}`);
  }
  expect(found).toEqual(routes.map(({ url }) => `${url} true 304 304 304 304 200`));
});

interface Schema {
  readonly anyOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
}

/** Bytes of a Korean letter, in texts that people type. */
const LETTER_BYTES = 3;
const OPEN_FIELDS = 3;

/** Bytes of JSON that a schema lets pass, about. What has no bound counts as little. */
function largest(schema: Schema): number {
  const { anyOf, type, format, maxLength = 40, maxItems = 1, items, properties = {}, ...rest } = schema;
  if (anyOf) return Math.max(...anyOf.map(largest));
  if (type === "array") return 2 + maxItems * (1 + largest(items ?? {}));
  if (type === "object") {
    const fields = Object.entries(properties).map(([name, each]) => name.length + 4 + largest(each));
    const open = typeof rest.additionalProperties === "object" ? largest(rest.additionalProperties) : 0;
    return 2 + fields.reduce((sum, each) => sum + each, 0) + OPEN_FIELDS * 2 * open;
  }
  const isTyped = format === "line" || format === "text";
  return type === "string" || Array.isArray(type) ? 2 + maxLength * (isTyped ? LETTER_BYTES : 1) : 10;
}

test("no body that its own schema lets pass is too large", async () => {
  const tooLarge: string[] = [];
  let judged = 0;
  for (const route of world.routes) {
    const schema = operations.get(nameInDocument(route))?.requestBody?.content["application/json"]?.schema;
    const bytes = schema ? largest(schema) : 0;
    if (bytes < 100_000) continue;
    judged += 1;
    const answer = await send(route, "application/json", JSON.stringify({ unknown: "x".repeat(bytes) }));
    if (answer.startsWith("413")) tooLarge.push(`${nameInDocument(route)}: ${bytes}`);
  }
  expect(judged).toBeGreaterThan(8);
  expect(tooLarge).toEqual([]);
});
