import { expect, test } from "vitest";
import { moduleDependencies } from "../../scripts/generate/module-graph.ts";
import { moduleNames } from "../../server/module-names.ts";
import { problemTexts } from "../../server/problems.ts";
import { isProduction, read, root, sourcesBelow } from "./source.ts";

const server = sourcesBelow("server").filter(isProduction);
const CODE = /"([A-Z][A-Z_]{3,})"/g;

/** Codes that a piece of code throws: the literals in the first argument of each `new DomainError(…)`. */
function thrown(text: string): string[] {
  const calls = text.matchAll(/new DomainError\(([^{};]*)/g);
  return [...calls].flatMap(([, first = ""]) => [...first.matchAll(CODE)].map(([, code = ""]) => code));
}

/** The closed union of a module: `export type CartError = "NOT_FOUND" | …`. */
function union(module: string): string[] {
  const [, members = ""] =
    /export type \w+Error =([^;]*);/.exec(read(`server/modules/${module}/contract.ts`)) ?? [];
  return [...members.matchAll(CODE)].map(([, code = ""]) => code);
}

/** What the platform may answer to any request. */
const platformCodes = sourcesBelow("server/platform")
  .filter(isProduction)
  .flatMap(({ text }) => [...text.matchAll(CODE)].map(([, code = ""]) => code))
  .filter((code) => code in problemTexts);

test("every code that is thrown has a status and texts in both languages", () => {
  const codes = server.flatMap(({ text }) => thrown(text)).concat(moduleNames.flatMap(union));
  expect(codes.length).toBeGreaterThan(40);
  expect([...new Set(codes)].filter((code) => !(code in problemTexts))).toEqual([]);
});

test("no text stands for a code that nobody throws", () => {
  const known = new Set([...platformCodes, ...moduleNames.flatMap(union)]);
  expect(Object.keys(problemTexts).filter((code) => !known.has(code))).toEqual([]);
});

test("a module throws the codes of its own union, of the modules it asks, and of the platform", async () => {
  const uses = await moduleDependencies(`${root}/server/modules`);
  const strange = moduleNames.flatMap((module) => {
    const allowed = new Set([module, ...(uses.get(module) ?? [])].flatMap(union).concat(platformCodes));
    const own = server
      .filter(({ path }) => path.startsWith(`server/modules/${module}/`))
      .flatMap(({ text }) => thrown(text));
    return [...new Set(own)].filter((code) => !allowed.has(code)).map((code) => `${module}: ${code}`);
  });
  expect(strange).toEqual([]);
});

test("a code of a module's union is thrown by it or comes from a module it asks", async () => {
  const uses = await moduleDependencies(`${root}/server/modules`);
  const idle = moduleNames.flatMap((module) => {
    const sources = server.filter(
      ({ path }) => path.startsWith(`server/modules/${module}/`) && !path.endsWith("contract.ts"),
    );
    const literals = new Set(sources.flatMap(({ text }) => [...text.matchAll(CODE)].map(([, code]) => code)));
    const passedOn = new Set((uses.get(module) ?? []).flatMap(union));
    return union(module)
      .filter((code) => !literals.has(code) && !passedOn.has(code))
      .map((code) => `${module}: ${code}`);
  });
  expect(idle).toEqual([]);
});
