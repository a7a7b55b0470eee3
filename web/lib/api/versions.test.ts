import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

type Operation = { parameters?: readonly { name?: string; in?: string }[] };
type Document = { paths: Record<string, Record<string, Operation>> };

const folder = new URL("./", import.meta.url);
const openapi = JSON.parse(
  readFileSync(new URL("../../../docs/openapi.json", import.meta.url), "utf8"),
) as Document;

/** Edits that name the version they began with: as "PATCH /api/v1/admin/categories/{id}". */
const versioned = new Set(
  Object.entries(openapi.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { parameters = [] }]) =>
      parameters.some(({ name }) => name === "if-match") ? [`${method.toUpperCase()} ${path}`] : [],
    ),
  ),
);

/** What the pages call, with the text of each call. */
const calls = readdirSync(folder)
  .filter((name) => name.endsWith(".ts") && !/\.(test|gen)\.ts$/.test(name))
  .flatMap((name) => {
    const text = readFileSync(new URL(name, folder), "utf8");
    return [...text.matchAll(/api\.(?<method>PATCH|PUT|POST|DELETE)\("(?<path>[^"]+)"(?<rest>[^;]*?);/g)].map(
      ({ groups: { method = "", path = "", rest = "" } = {} }) => ({ call: `${method} ${path}`, rest, text }),
    );
  });

/** The header may be optional to other clients. A page has what it showed, so it can tell. */
test("pages send the version that an edit began with wherever the API takes one", () => {
  const edits = calls.filter(({ call }) => versioned.has(call));
  expect(edits.length).toBeGreaterThan(15);
  const blind = edits.filter(({ rest, text }) => {
    const helper = /params: (?:\{ \.\.\.)?(?<name>\w+)\(|\.\.\.(?<spread>\w+)\(/.exec(rest)?.groups;
    const named = helper?.name ?? helper?.spread;
    const declared = named ? text.slice(text.indexOf(`const ${named} = `)).split("\n\n")[0] : "";
    const sent = rest + declared;
    return !sent.includes('"if-match"');
  });
  expect(blind.map(({ call }) => call)).toEqual([]);
});
