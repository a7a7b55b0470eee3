import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { listSlowTests } from "./slow-tests.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const file = (name: string, seconds: number) => ({
  name: join(root, name),
  startTime: 5_000,
  endTime: 5_000 + seconds * 1000,
});

test("the ten longest files of all reports, the longest first", async () => {
  const folder = await mkdtemp(join(tmpdir(), "jangteo-reports-"));
  const quick = Array.from({ length: 12 }, (_, at) => file(`server/quick-${at}.test.ts`, 0.1));
  await writeFile(
    join(folder, "one.json"),
    JSON.stringify({ testResults: [...quick, file("a.test.ts", 9)] }),
  );
  await writeFile(
    join(folder, "two.json"),
    JSON.stringify({ testResults: [file("tests/b.test.ts", 61.24)] }),
  );
  await writeFile(join(folder, "note.txt"), "");
  const lines = await listSlowTests(folder);
  expect(lines).toHaveLength(10);
  expect(lines.slice(0, 2)).toEqual(["   61.2 s  tests/b.test.ts", "    9.0 s  a.test.ts"]);
  await rm(folder, { recursive: true });
});
