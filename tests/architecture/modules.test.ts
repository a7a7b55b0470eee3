import { describe, expect, test } from "vitest";
import { moduleDependencies } from "../../scripts/generate/module-graph.ts";
import { moduleNames } from "../../server/module-names.ts";
import { filesBelow, isProduction, root, sourcesBelow } from "./source.ts";

const server = sourcesBelow("server").filter(isProduction);

/** The module that a path belongs to. */
const moduleOf = (path: string): string | undefined => /^server\/modules\/([^/]+)\//.exec(path)?.[1];
const role = (path: string): string => path.replace(/^server\/modules\/[^/]+\//, "");

/** What other modules may see. */
const isContract = (path: string): boolean => /^contract(\.ts$|\/)/.test(role(path));

/** Every import that the rule forbids, as `from → to`. */
const forbidden = (rule: (from: string, to: string) => boolean, files = server): string[] =>
  files.flatMap(({ path, imports }) => imports.filter((to) => rule(path, to)).map((to) => `${path} → ${to}`));

describe("modules", () => {
  test("are the folders of server/modules", () => {
    const folders = new Set(filesBelow("server/modules").map(moduleOf));
    expect(folders).toEqual(new Set(moduleNames));
  });

  test("see one another's contract alone: contract.ts, or a file of contract/", () => {
    const crossing = (from: string, to: string) =>
      moduleOf(to) !== undefined && moduleOf(from) !== undefined && moduleOf(from) !== moduleOf(to);
    expect(forbidden((from, to) => crossing(from, to) && !isContract(to))).toEqual([]);
  });

  test("are wired by wiring.ts alone; the rest of the server sees contracts", () => {
    const wired = (from: string, to: string) =>
      from === "server/wiring.ts" && /^(module|providers)\.ts$/.test(role(to));
    const outside = (from: string, to: string) => moduleOf(from) === undefined && moduleOf(to) !== undefined;
    expect(forbidden((from, to) => outside(from, to) && !isContract(to) && !wired(from, to))).toEqual([]);
  });

  test("depend on one another without a circle", async () => {
    const uses = await moduleDependencies(`${root}/server/modules`);
    const reaches = (from: string, to: string): boolean =>
      (uses.get(from) ?? []).some((next) => next === to || reaches(next, to));
    expect([...uses.keys()].filter((name) => reaches(name, name))).toEqual([]);
  });
});

describe("the platform", () => {
  test("knows no module and nothing of the server around it", () => {
    const inside = (path: string) => path.startsWith("server/platform/");
    expect(forbidden((from, to) => inside(from) && to.startsWith("server/") && !inside(to))).toEqual([]);
  });

  test("has no words of the business", () => {
    const words =
      /\b(shopper|merchant|product|variant|sku|stock|catalogue?|cart|basket|coupon|checkout)s?\b/gi;
    const platform = server.filter(({ path }) => path.startsWith("server/platform/"));
    const found = platform.flatMap(({ path, text }) =>
      [...text.matchAll(words)].map(([word]) => `${path}: ${word}`),
    );
    expect(platform.length).toBeGreaterThan(50);
    expect(found).toEqual([]);
  });
});

describe("production code", () => {
  test("imports no test, script, benchmark or stand-in", () => {
    const otherPrograms = /^(sandbox|demo|scripts|tests|bench|web)\//;
    const forTests = /^server\/testing\.ts$|^server\/platform\/testing\/|\.(test|fixture)\.ts$/;
    expect(forbidden((_, to) => otherPrograms.test(to) || forTests.test(to))).toEqual([]);
  });

  test("of the web reaches the server through HTTP alone", () => {
    expect(
      forbidden((_, to) => /^(server|sandbox|demo|scripts|tests)\//.test(to), sourcesBelow("web")),
    ).toEqual([]);
  });
});

describe("within a module imports go down (module → routes, consumers → use cases → rules, queries):", () => {
  const own = (from: string, to: string) => moduleOf(from) !== undefined && moduleOf(from) === moduleOf(to);
  const isQueries = (path: string) => /queries\.ts$/.test(path);
  const isRoutes = (path: string) => /routes\.ts$/.test(path);

  test("what wires a module is imported by nothing of it, and consumers by module.ts alone", () => {
    const wiring = (from: string, to: string) =>
      role(to) === "module.ts" || (role(to) === "consumers.ts" && role(from) !== "module.ts");
    expect(forbidden((from, to) => own(from, to) && wiring(from, to))).toEqual([]);
  });

  test("every module has its context.ts, and its use cases in service.ts, in service/ or in areas", () => {
    const paths = new Set(server.map(({ path }) => path));
    expect(moduleNames.filter((name) => !paths.has(`server/modules/${name}/context.ts`))).toEqual([]);
    const inPlace = /^(service|consumers|audit|sweep|authenticate)\.ts$|\/|queries\.ts$/;
    const strange = server.filter(({ path, text }) => {
      const runsStatements = /^import (?!type )[^;]*queries\.ts";/m.test(text);
      return moduleOf(path) !== undefined && runsStatements && !inPlace.test(role(path));
    });
    expect(strange.map(({ path }) => path)).toEqual([]);
  });

  test("routes run no statement", () => {
    const running = server.filter(({ path, text }) => isRoutes(path) && /\bdb\.|\btrx\./.test(text));
    expect(running.map(({ path }) => path)).toEqual([]);
  });

  test("routes are imported by module.ts and other routes alone", () => {
    const above = (from: string) => role(from) === "module.ts" || isRoutes(from);
    expect(forbidden((from, to) => own(from, to) && isRoutes(to) && !above(from))).toEqual([]);
  });

  test("queries know rules and contracts: they import nothing that runs a statement itself", () => {
    const running = new Set(
      server
        .filter(({ path, imports }) => imports.some(isQueries) && !isQueries(path))
        .map(({ path }) => path),
    );
    expect(forbidden((from, to) => own(from, to) && isQueries(from) && running.has(to))).toEqual([]);
  });

  test("the areas of a module depend on one another without a circle", () => {
    const areaOf = (path: string) => /^server\/modules\/([^/]+\/[^/]+)\/[^/]+\.ts$/.exec(path)?.[1];
    const uses = new Map<string, Set<string>>();
    for (const { path, imports } of server) {
      const area = areaOf(path);
      if (area === undefined) continue;
      const others = imports.flatMap((to) => areaOf(to) ?? []).filter((other) => other !== area);
      uses.set(area, new Set([...(uses.get(area) ?? []), ...others]));
    }
    const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
      [...(uses.get(from) ?? [])].some(
        (next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))),
      );
    expect(uses.size).toBeGreaterThan(10);
    expect([...uses.keys()].filter((area) => reaches(area, area))).toEqual([]);
  });

  test("a contract carries no code of its module", () => {
    expect(forbidden((from, to) => own(from, to) && isContract(from) && !isContract(to))).toEqual([]);
  });

  test("what calls itself pure knows no database, use case or network", () => {
    const pure = server.filter(({ text }) => /^\/\*\*[^/]*\bPure\./.test(text));
    const packages = "node:(fs|http|https|net|timers).*|pg|kysely|fastify";
    const outside = new RegExp(`^server/platform/(db|jobs)/|^(${packages})$`);
    const runsStatements = /^import (?!type )[^;]*queries\.ts";/m;
    const useCases = new Set(
      server
        .filter(({ path, text }) => runsStatements.test(text) && !isQueries(path))
        .map(({ path }) => path),
    );
    expect([pure.length > 5, useCases.size > 50]).toEqual([true, true]);
    expect(forbidden((_, to) => outside.test(to) || useCases.has(to), pure)).toEqual([]);
  });
});

const PUBLISH = "server/platform/jobs/publish.ts";

describe("SQL", () => {
  test("stands in queries files, migrations and the platform's database code", () => {
    const home =
      /queries\.ts$|^server\/platform\/(db|embedded-postgres)\/|^server\/platform\/jobs\/publish\.ts$/;
    // Statements of a queries file may be run anywhere; types of the driver say nothing to the database.
    const speaks = /\bfrom "kysely"|import pg\b.*from "pg"|\bsql(\.raw|<|`)|\.query(<[^>]*>)?\(\s*["'`{]/;
    expect(
      server.filter((file) => speaks.test(file.text) && !home.test(file.path)).map(({ path }) => path),
    ).toEqual([]);
  });

  test("publishes events by publish() alone, so that an editor finds where an event is published", () => {
    const literal = server.filter(
      ({ path, text }) =>
        /platform\.publish\b/.test(text.replace(/^\s*(\/?\*|\/\/).*/gm, "")) && path !== PUBLISH,
    );
    expect(literal.map(({ path }) => path)).toEqual([]);
  });

  test("of a module names no other module's schema", () => {
    const names = moduleNames.join("|");
    const others = server.flatMap(({ path, text }) => {
      const own = moduleOf(path);
      if (own === undefined || !path.endsWith("queries.ts")) return [];
      const tables = text.matchAll(
        new RegExp(`\\b(?:FROM|JOIN|INTO|UPDATE|TABLE)\\s+(${names})\\.\\w+`, "gi"),
      );
      return [...tables].filter(([, schema]) => schema !== own).map(([use]) => `${path}: ${use}`);
    });
    expect(others).toEqual([]);
  });
});
