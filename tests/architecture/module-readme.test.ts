import { expect, test } from "vitest";
import { moduleNames } from "../../server/module-names.ts";
import { filesBelow, isFile, read } from "./source.ts";

test.each(moduleNames)(
  "the README of %s fits on a screen and names its tables, events and jobs",
  (module) => {
    const folder = `server/modules/${module}`;
    expect(isFile(`${folder}/README.md`)).toBe(true);
    const readme = read(`${folder}/README.md`);
    expect(readme.split("\n").length).toBeLessThanOrEqual(60);

    const migrations = filesBelow(`${folder}/migrations`).map(read).join("\n");
    const named = (pattern: RegExp) => [...migrations.matchAll(pattern)].map(([, table = ""]) => table);
    const dropped = new Set(named(/DROP TABLE \w+\.(\w+)/g));
    const tables = named(/CREATE TABLE \w+\.(\w+)/g).filter((table) => !dropped.has(table));
    const [, declared = ""] = /events: \{(.*)/s.exec(read(`${folder}/contract.ts`)) ?? [];
    const events = [...declared.matchAll(/(\w+): event\(/g)].map(([, event = ""]) => event);
    const heard = isFile(`${folder}/consumers.ts`)
      ? [...read(`${folder}/consumers.ts`).matchAll(/\.events\.(\w+)/g)].map(([, event = ""]) => event)
      : [];
    const jobs = [...read(`${folder}/module.ts`).matchAll(/name: "([\w.]+)"/g)].map(([, job = ""]) => job);
    expect([...tables, ...events, ...heard, ...jobs].filter((name) => !readme.includes(`${name}\``))).toEqual(
      [],
    );
  },
);
