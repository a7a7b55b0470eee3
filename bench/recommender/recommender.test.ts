import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { measureRecommender } from "./recommender.ts";

const folder = mkdtempSync(join(tmpdir(), "measured-"));
afterAll(() => rmSync(folder, { recursive: true }));

const put = (name: string, lines: readonly string[]): void =>
  writeFileSync(join(folder, `${name}.tsv.gz`), gzipSync(`${lines.join("\n")}\n`));
const times = <Result>(count: number, make: (k: number) => Result): Result[] =>
  Array.from({ length: count }, (_, k) => make(k));
const itemsOf = (user: number, from: number, to: number): string =>
  times(to - from, (k) => `i${(user * 3 + (from + k) * 5) % 45}`).join(" ");

test("each set of the four shapes is measured, and one that cannot be keeps no other from it", () => {
  const rows = (from: number, to: number): string[] => [
    "user\titems",
    ...times(60, (user) => `u${user}\t${itemsOf(user, from, to)}`),
  ];
  put("ratings.train", rows(0, 8));
  put("ratings.test", [...rows(8, 9), "stranger\ti1"]);
  put("clicks.train", ["sessions", ...times(200, (k) => itemsOf(k, 0, 4))]);
  put("clicks.test", ["prefix\ttarget", "i0 i5\ti10", "never\ti1"]);
  put("acts.view.train", rows(0, 8));
  put("acts.buy.train", rows(0, 2));
  put("acts.buy.test", ["user\titem", "u1\ti18", "u1\ti23", "stranger\ti1"]);
  const header = "invoice\tstock_code\tquantity\tunix_time_utc\tunit_price\tcustomer_id";
  const line = (k: number): string =>
    [k, `1000${k % 9}`, 1, (400 - k) * 40_000, 2_900, k % 3 === 0 ? "" : `c${k % 30}`].join("\t");
  put("store", [header, ...times(400, line)]);
  put("idle", [header, "1\t10000\t-1\t1\t2\tc1"]);
  put("half.train", rows(0, 8));
  put("half.test", ["user\titems", "u1\t"]);
  const written: string[] = [];
  measureRecommender({ data: folder, generated: 0, python: "no-python" }, (text) => written.push(text));
  const lines = written.flatMap((text) => text.split("\n")).filter((text) => /^\| (?!set)\S+ \|/.test(text));
  expect(lines.map((text) => text.split(" | ").slice(0, 2).join(": "))).toEqual([
    "| acts: behaviours, tuned and built, all lists",
    "| clicks: session index, built",
    "| clicks: session kNN, tuned",
    "| half: not measured",
    "| idle: not measured",
    "| ratings: item kNN alone, built",
    "| ratings: blend, tuned and built, all lists",
    "| store: purchases, tuned and built, all lists",
    "| store: snapshot, written",
    "| store: nightly run",
  ]);
  for (const text of lines) expect(text).not.toMatch(/NaN|Infinity|undefined/);
  const share = (row: number): number => Number(/ (0\.\d+|1\.0+)/.exec(lines[row] ?? "")?.[1]);
  for (const row of [0, 2, 5, 6, 7]) expect(share(row)).toBeGreaterThan(0.3);
});
