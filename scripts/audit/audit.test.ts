import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { cloneDatabase, type TestDatabase } from "../../server/platform/testing/cluster.ts";
import { startTestShop } from "../../server/testing.ts";
import { client } from "../../tests/support/client.ts";
import { breaks } from "./breaks.fixture.ts";
import { invariants } from "./invariants.ts";
import { type AuditReport, runAudit } from "./run.ts";

let sound: TestDatabase;
let copies = 0;

beforeAll(async () => {
  sound = await cloneDatabase(inject("clusterUrl"));
  const shop = await startTestShop({
    clusterUrl: inject("clusterUrl"),
    environment: { DATABASE_URL: sound.url },
  });
  const shopper = client(shop.url);
  const product = await shopper.createProduct();
  await shopper.createProduct();
  const variantId = product.variants[0]?.id ?? "";
  await shopper.buy(variantId, 2);
  const cart = await shopper.createCart();
  await shopper.addItem(cart.id, variantId, 2);
  await shopper.placeOrder(cart.id);
  await shop.stop();
});
afterAll(() => sound.drop());

/** Runs the work on a copy of the sound shop, changed by the SQL. */
async function onCopy<Result>(sql: string, work: (url: string) => Promise<Result>): Promise<Result> {
  copies += 1;
  const url = new URL(sound.url);
  const original = url.pathname.slice(1);
  url.pathname = `${url.pathname}_copy_${copies}`;
  await execute(
    inject("clusterUrl"),
    `CREATE DATABASE ${url.pathname.slice(1)} TEMPLATE ${original} STRATEGY FILE_COPY`,
  );
  try {
    await execute(url.toString(), sql);
    return await work(url.toString());
  } finally {
    await execute(inject("clusterUrl"), `DROP DATABASE ${url.pathname.slice(1)} WITH (FORCE)`);
  }
}

async function execute(url: string, sql: string): Promise<pg.QueryResult> {
  const link = new pg.Client({ connectionString: url });
  await link.connect();
  try {
    return await link.query(sql);
  } finally {
    await link.end();
  }
}

const auditOf = (sql: string): Promise<AuditReport> => onCopy(sql, (url) => runAudit(url, {}, 0));
const violations = ({ modules }: AuditReport) => modules.flatMap((each) => each.violations);

test("a shop with a paid and an unpaid order is sound", async () => {
  expect(violations(await auditOf("SELECT"))).toEqual([]);
});

describe("is reported when it is broken:", () => {
  test.each(breaks)("$module: $invariant", async ({ module, sql, reported }) => {
    const report = await auditOf(sql);
    const own = report.modules.find((each) => each.module === module);
    expect(
      own?.violations.some((violation) => reported.test(violation)),
      own?.violations.join("\n"),
    ).toBe(true);
  });

  test("every invariant that the audit claims", () => {
    const claimed = Object.entries(invariants).flatMap(([module, list]) =>
      list.map((each) => `${module}: ${each}`),
    );
    expect(new Set(breaks.map(({ module, invariant }) => `${module}: ${invariant}`))).toEqual(
      new Set(claimed),
    );
  });
});

test("an audit writes nothing: no subscription, no owner, no key", async () => {
  const forget = "DELETE FROM platform.subscriptions; DELETE FROM members.accounts";
  await onCopy(forget, async (url) => {
    await runAudit(url, { OWNER_EMAIL: "owner@jangteo.test", OWNER_PASSWORD: "a-password-for-tests" }, 0);
    const { rows } = await execute(
      url,
      "SELECT FROM platform.subscriptions UNION ALL SELECT FROM members.accounts",
    );
    expect(rows).toEqual([]);
  });
});

describe("the command's exit code is", () => {
  const script = fileURLToPath(new URL("../audit.ts", import.meta.url));
  const run = (url: string, ...args: string[]) =>
    spawnSync(process.execPath, [script, ...args], {
      env: { ...process.env, DATABASE_URL: url },
      encoding: "utf8",
    });

  test("0 with a line per invariant for a sound shop", async () => {
    await onCopy("SELECT", async (url) => {
      const { status, stdout } = run(url);
      expect(status).toBe(0);
      for (const each of Object.values(invariants).flat()) expect(stdout).toContain(`✓ ${each}`);
    });
  });

  test("1 with the violations for a broken one, also as JSON", async () => {
    await onCopy("DELETE FROM inventory.reservations WHERE state = 'HELD'", async (url) => {
      const { status, stdout } = run(url, "--json");
      expect(status).toBe(1);
      expect(JSON.parse(stdout)).toMatchObject({ sound: false, jobs: { dead: 0 } });
      expect(stdout).toContain("(held 0)");
    });
  });

  test("2 with a plain reason when the audit cannot run", () => {
    const { status, stdout, stderr } = run("postgres://stranger:secret@127.0.0.1:1/shop");
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("127.0.0.1:1/shop does not answer");
    expect(stderr).not.toContain("secret");
  });

  test("2 for a database of another version", async () => {
    await onCopy("ALTER TABLE payments.attempts RENAME TO tries", async (url) => {
      const { status, stdout, stderr } = run(url);
      expect(stderr).toContain("was not prepared by this version of Jangteo");
      expect(stdout).toBe("");
      expect(status).toBe(2);
    });
  });
});
