import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { LONGEST, rankOf } from "./longest-files.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folders = [...new Set(LONGEST.map((name) => name.split("/")[0] ?? ""))];
const files = folders.flatMap((folder) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" }).map((path) => `/${folder}/${path}`),
);

test.each(LONGEST)("%s is one test file, and is started before those that are not in the list", (name) => {
  expect(files.filter((path) => path.endsWith(`/${name}.test.ts`))).toHaveLength(1);
  expect(rankOf(`${root}${name}.test.ts`)).toBeLessThan(rankOf("/tests/other.test.ts"));
});
