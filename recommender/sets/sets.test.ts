import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { randomFrom } from "../matrix/random.ts";
import { sessionIndex, sessionSearch } from "../models/session-knn.ts";
import { readBehaviours, recommendBehaviours, tuneBehaviours } from "./behaviours.ts";
import { findSets } from "./find-sets.ts";
import { readInteractions, recommendInteractions, tuneInteractions } from "./interactions.ts";
import { SetProblem } from "./lines.ts";
import { readPurchases, recommendPurchases, tunePurchases } from "./purchases.ts";
import { measureSessions, readSessions, tuneSessions } from "./sessions.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sets-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, lines: readonly string[]): string => {
  const path = join(folder, `${name}.tsv.gz`);
  writeFileSync(path, gzipSync(`${lines.join("\n")}\n`));
  return path;
};

/** Users of four groups have most of the ten items of their group, whose names are texts. */
const random = randomFrom(11);
const USERS = 120;
const listOf = (user: number): string[] =>
  Array.from({ length: 10 }, (_, k) => `g${user % 4}-item ${k}`.replace(" ", "")).filter(
    () => random() < 0.8,
  );

test("the sets of a folder are told apart, and what is missing is named", () => {
  put("one.train", ["user\titems", "a\tx y"]);
  put("one.test", ["user\titems", "a\tz"]);
  put("two.train", ["items in click order", "x y"]);
  put("two.test", ["prefix\ttarget", "x\ty"]);
  for (const part of ["view.train", "buy.train"]) put(`three.${part}`, ["user\titems", "a\tx"]);
  put("three.buy.test", ["user\titem", "a\ty"]);
  put("four", [
    "invoice\tstock_code\tdescription\tquantity\tunix_time_utc\tunit_price\tcustomer_id\tcountry",
    "1",
  ]);
  put("half.train", ["user\titems", "a\tx"]);
  put("strange", ["a\tb", "1\t2"]);
  writeFileSync(join(folder, "broken.tsv.gz"), "not gzip");
  writeFileSync(join(folder, "plain.tsv"), "user\titems\na\tx\n");
  put("columns.train", ["user", "a"]);
  put("columns.test", ["user\titems", "a\tz"]);
  const { sets, problems } = findSets(folder);
  expect(sets.map(({ name, shape }) => [name, shape])).toEqual([
    ["four", "purchases"],
    ["one", "interactions"],
    ["three", "behaviours"],
    ["two", "sessions"],
  ]);
  expect(problems.map((problem) => problem.replace(folder, ""))).toEqual([
    "/plain.tsv: not packed; sets are .tsv.gz files",
    expect.stringContaining("/broken.tsv.gz: incorrect header check"),
    "/columns.train.tsv.gz: its header does not begin with the columns user and item",
    expect.stringContaining("/half.test.tsv.gz: missing, but half.train.tsv.gz is there"),
    expect.stringContaining("/strange.tsv.gz: no column invoice, stock_code"),
  ]);
  expect(findSets(join(folder, "none")).problems).toEqual([`${join(folder, "none")}: no such folder`]);
});

test("interactions: lists have held-out items of the own group, and none of the training part", () => {
  const lists = Array.from({ length: USERS }, (_, user) => listOf(user));
  const rows = (isTest: boolean): string[] =>
    lists.map(
      (list, user) => `u${user}\t${list.filter((_, k) => ((user + k) % 4 === 0) === isTest).join(" ")}`,
    );
  const train = put("i.train", ["user\titems", ...rows(false)]);
  const test = put("i.test", ["user\titems", ...rows(true), "stranger\tg0-item0 never-seen"]);
  const { training, wanted } = readInteractions(train, test);
  const recipe = tuneInteractions(training, 1);
  const asked = [...wanted.keys()];
  const found = recommendInteractions(training, recipe, asked, 1);
  const trained = new Set(training.users.columns);
  let hits = 0;
  for (const [user, items] of wanted) {
    const list = [...(found.get(user) ?? [])].slice(0, 3);
    const own = training.users.columns.subarray(training.users.starts[user], training.users.starts[user + 1]);
    expect(list.filter((item) => own.includes(item))).toEqual([]);
    if (list.some((item) => items.has(item))) hits++;
  }
  expect(hits).toBeGreaterThan(0.9 * USERS);
  // A user without training gets what is popular, and an item that training lacks is in no list.
  expect(found.get(USERS)).toHaveLength(20);
  expect([...found.values()].flatMap((list) => [...list]).every((item) => trained.has(item))).toBe(true);
});

test("sessions: the next of a chain is found, in cases with items that training lacks, too", () => {
  const chain = (session: number): string[] =>
    Array.from({ length: 5 }, (_, k) => `s${(session * 3 + k) % 12}`);
  const train = put("s.train", [
    "sessions",
    ...Array.from({ length: 200 }, (_, session) => chain(session).join(" ")),
  ]);
  const test = put("s.test", ["prefix\ttarget", "s1 s2\ts3", "unknown s4\ts5", "unknown\ts5", "s1\tunknown"]);
  const { training, cases } = readSessions(train, test);
  const { options, trials } = tuneSessions(training, 1);
  expect(trials).toBeLessThanOrEqual(40);
  const search = sessionSearch(sessionIndex(training.sessions, options.newest), options);
  expect(measureSessions(search, cases).hit).toBe(0.5);
});

test("behaviours: what was viewed or carted comes first, and nothing that was bought", () => {
  const lists = Array.from({ length: USERS }, (_, user) => listOf(user));
  const rows = (from: number, to: number): string[] =>
    lists.map((list, user) => `u${user}\t${list.slice(from, to).join(" ")}`);
  const view = put("b.view.train", ["user\titems", ...rows(0, 6)]);
  const cart = put("b.cart.train", ["user\titems", ...rows(0, 2)]);
  const buy = put("b.buy.train", ["user\titems", ...rows(1, 4)]);
  const test = put("b.buy.test", ["user\titem", ...lists.map((list, user) => `u${user}\t${list[0]}`)]);
  const { training, cases } = readBehaviours({ view, cart, buy, test });
  const asked = cases.map(({ user }) => user);
  const found = recommendBehaviours(training, tuneBehaviours(training, 1), asked);
  let hits = 0;
  for (const { user, item } of cases) {
    const list = [...(found.get(user) ?? [])];
    const bought = training.buys.columns.subarray(training.buys.starts[user], training.buys.starts[user + 1]);
    expect(list.filter((other) => bought.includes(other))).toEqual([]);
    if (list.slice(0, 3).includes(item)) hits++;
  }
  expect(hits).toBeGreaterThan(0.8 * USERS);
});

const HEADER = "invoice\tstock_code\tdescription\tquantity\tunix_time_utc\tunit_price\tcustomer_id\tcountry";
const DAY = 86_400;

test("purchases: one cut for all, no fees and returns, and test days change no training", () => {
  const lines: string[] = [];
  const add = (day: number, user: number, item: string, quantity = 1): void =>
    void lines.push(`${day}-${user}\t${item}\t-\t${quantity}\t${day * DAY}\t2.5\tc${user}\tKorea`);
  for (let day = 0; day < 120; day += 3)
    for (let user = 0; user < 40; user++)
      if ((user + day / 3) % 3 === 0)
        for (const k of [0, 1]) add(day, user, `${1000 + (user % 4) * 10 + ((day / 3 + k) % 5)}`);
  add(119, 1, "1000", -1);
  add(119, 1, "POST");
  add(119, 0, "1000");
  const whole = readPurchases(put("p", [HEADER, ...lines]));
  expect(whole.usable).toBe(lines.length - 2);
  expect(Math.max(...whole.training.lines.at)).toBeLessThan(whole.training.until);
  const recipe = tunePurchases(whole.training, 1);
  // Other purchases in the test part: the same training, and so the same recipe.
  const changed = lines.map((line) =>
    Number(line.split("\t")[4]) >= 100 * DAY ? line.replace(/\t1\d\d\d\t/, "\t1000\t") : line,
  );
  const other = readPurchases(put("p2", [HEADER, ...changed]));
  expect(tunePurchases(other.training, 1)).toEqual(recipe);
  const lists = recommendPurchases(whole.training, recipe, [0], 1).get(0);
  expect(lists?.all.length).toBeGreaterThan(3);
  const bought = new Set(whole.training.lines.item.filter((_, row) => whole.training.lines.user[row] === 0));
  expect([...(lists?.fresh ?? [])].filter((item) => bought.has(item))).toEqual([]);
});

test("a file may begin with a byte order mark, end its lines as Windows does, and name a user twice", () => {
  const crlf = (name: string, lines: readonly string[]): string =>
    put(name, ["\uFEFFuser\titems\r", ...lines.map((line) => `${line} \r`), "\r", ""]);
  crlf("w.train", [`"u|1"\t"a"  b`, "lonely\t", `"u|1"\tb c`]);
  crlf("w.test", [`"u|1"\td`, "lonely\t"]);
  const set = findSets(folder).sets.find(({ name }) => name === "w");
  if (set?.shape !== "interactions") throw new Error("no set of interactions");
  const { training, wanted, reports } = readInteractions(set.train, set.test);
  expect([...training.users.columns]).toEqual([0, 1, 2]);
  expect([...training.users.starts]).toEqual([0, 3, 3]);
  expect([...wanted]).toEqual([[0, new Set([3])]]);
  expect(reports.map(({ malformed }) => malformed)).toEqual([0, 0]);
});

test("many purchases without a customer, in the last column, are no malformed lines", () => {
  const header = "invoice\tstock_code\tquantity\tunix_time_utc\tunit_price\tcustomer_id";
  const rows = (code: (k: number) => string): string[] =>
    Array.from({ length: 200 }, (_, k) =>
      [k, code(k), 1, k * DAY, 2, k % 2 === 0 ? "" : `c${k % 10}`].join("\t"),
    );
  const usable = (name: string, code: (k: number) => string): number =>
    readPurchases(put(name, [header, ...rows(code)])).usable;
  // Codes of a word or a small number are goods where most have that form, and fees where few have it.
  expect(usable("q", (k) => (k < 8 ? "POST" : `${k}`))).toBe(96);
  expect(usable("q2", (k) => `mug-${k % 20}`)).toBe(100);
  expect(() => readPurchases(put("q3", [header, "1\t100\t-1\t1\t2\tc"]))).toThrow(SetProblem);
});

test("a session that never ends counts as several", () => {
  const other = Array.from({ length: 300 }, (_, k) => `home a${k % 9} home a${(k + 1) % 9}`);
  const endless = Array.from({ length: 30_000 }, (_, k) => `b${k % 40}`).join(" ");
  const train = put("e.train", ["sessions", endless, ...other]);
  const test = put("e.test", ["prefix\ttarget", "a1 home\ta2", "b39 b0\tb1"]);
  const { training, cases } = readSessions(train, test);
  expect(training.sessions.rows).toBe(other.length + 150);
  const { options } = tuneSessions(training, 1);
  const session = sessionSearch(sessionIndex(training.sessions, options.newest), options);
  expect(measureSessions(session, cases).hit).toBe(1);
});

test("malformed lines are counted and told, and too many end the set", () => {
  const good = Array.from({ length: 200 }, (_, k) => `u${k}\tx y`);
  const test = put("m.test", ["user\titems", "u1\tz"]);
  const some = readInteractions(put("m.train", ["user\titems", ...good, "\tx"]), test);
  expect(some.reports[0]).toMatchObject({ malformed: 1, examples: ["line 202: no user"] });
  const bad = put("n.train", ["user\titems", "a\tb", "\tx"]);
  expect(() => readInteractions(bad, test)).toThrow(SetProblem);
});
