import { expect, test } from "vitest";
import { moduleNames } from "../../server/module-names.ts";
import type { AnyContract } from "../../server/platform/contract/contract.ts";
import { filesBelow, read } from "./source.ts";

/** Events that a module declares, by name, with their versions. */
async function declared(module: string): Promise<Map<string, number>> {
  const exported: Record<string, unknown> = await import(`../../server/modules/${module}/contract.ts`);
  const { events } = exported[module] as AnyContract;
  return new Map(Object.values(events).map(({ type, version }) => [type, version]));
}

const sources = (module: string): string[] =>
  filesBelow(`server/modules/${module}`)
    .filter((path) => /\.(ts|sql)$/.test(path) && !/\.(test|fixture)\.ts$/.test(path))
    .map(read);

/** Events that a module's migrations publish by name. */
const published = (module: string): (readonly [type: string, version: number])[] =>
  sources(module).flatMap((text) =>
    [...text.matchAll(/platform\.publish\('([^']+)', (\d+)/g)].map(
      ([, type = "", version]) => [type, Number(version)] as const,
    ),
  );

/** Contracts whose events a module's statements publish. */
const publishers = (module: string): string[] =>
  sources(module).flatMap((text) =>
    [...text.matchAll(/\b(?:publish|eventsOf)\(\s*(\w+)\.events\./g)].map(([, name = ""]) => name),
  );

test.each(moduleNames)("statements of %s publish events of its own contract alone", (module) => {
  expect(publishers(module).filter((name) => name !== module)).toEqual([]);
});

test.each(moduleNames)(
  "migrations of %s publish events of its contract, in their version",
  async (module) => {
    const events = await declared(module);
    expect(published(module).filter(([type, version]) => events.get(type) !== version)).toEqual([]);
  },
);

test("every declared event is published somewhere in its module", async () => {
  for (const module of moduleNames) {
    const text = sources(module).join("\n");
    const publishes = (key: string) =>
      new RegExp(`(?:publish|eventsOf)\\(\\s*${module}\\.events\\.${key},`).test(text);
    const silent = [...(await declared(module)).keys()].filter((type) => {
      const key = type.slice(module.length + 1);
      return !text.includes(`'${type}'`) && !publishes(key);
    });
    expect(silent).toEqual([]);
  }
});
