import { readFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { actions } from "../../web/lib/admin/audit/actions.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("the audit log names each action that a module records in words", async () => {
  const named = new Set<string>(actions);
  const recorded = new Set<string>();
  for await (const file of glob("server/modules/**/*.ts", { cwd: root })) {
    if (/\.(test|fixture)\.ts$/.test(file)) continue;
    const text = readFileSync(`${root}/${file}`, "utf8");
    if (!text.includes("recordAction")) continue;
    for (const [, action = ""] of text.matchAll(/\baction: "([a-zA-Z]+\.[a-zA-Z_]+)"/g)) recorded.add(action);
  }
  expect(recorded.size).toBeGreaterThan(40);
  expect([...recorded].filter((action) => !named.has(action))).toEqual([]);
});
