/** What the manifests of `deploy/` rely on: the rights, the keys and the stop of the processes in pods. */
import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { refuseMissingMigrations } from "../../server/migrations.ts";
import { moduleNames } from "../../server/module-names.ts";
import { loadKeys, rotateKeys } from "../../server/modules/members/sessions/keys.ts";
import { readConfig } from "../../server/platform/config.ts";
import { loadSealing } from "../../server/platform/sealing.ts";
import { startTestShop, type TestShop } from "../../server/testing.ts";
import { type Backstage, openBackstage } from "../support/backstage.ts";
import { client } from "../support/client.ts";
import { startReplica } from "../support/replica.ts";
import { startWire } from "../support/wire.ts";

const ROLE = `shop_app_${process.pid}`;
let shop: TestShop;
let backstage: Backstage;
beforeAll(async () => {
  // The role's own process does all the jobs.
  shop = await startTestShop({ clusterUrl: inject("clusterUrl"), environment: { ROLES: "api" } });
  const { databaseUrl, environment, sandbox } = shop;
  backstage = await openBackstage({ databaseUrl, environment, sandboxUrl: sandbox.url });
});
afterAll(async () => {
  await backstage.close();
  await shop.stop();
});

/** Makes the role as CloudNativePG does from `deploy/data`, and returns the database's address for it. */
async function signInAsPods(): Promise<{ url: string; drop(): Promise<void> }> {
  const manifest = await readFile("deploy/data/base/cluster.yaml", "utf8");
  const role = /- name: shop_app\n(?:.*\n)*?.*inRoles: \[(?<groups>[^\]]+)\]\n(?:.*\n)*?.*bypassrls: true/;
  const groups = role.exec(manifest)?.groups?.groups;
  if (groups === undefined) throw new Error("deploy/data/base/cluster.yaml has no role shop_app");
  const admin = new pg.Client({ connectionString: inject("clusterUrl") });
  await admin.connect();
  await admin.query(`CREATE ROLE ${ROLE} LOGIN BYPASSRLS PASSWORD 'secret' IN ROLE ${groups}`);
  const url = new URL(shop.databaseUrl);
  url.username = ROLE;
  url.password = "secret";
  return {
    url: url.toString(),
    async drop() {
      await admin.query(`DROP ROLE ${ROLE}`);
      await admin.end();
    },
  };
}

test("the role of the pods sells, is paid, mails and audits, and can change no table", async () => {
  const role = await signInAsPods();
  const pod = await startReplica(shop, {
    DATABASE_URL: role.url,
    MIGRATIONS: "expect",
    ROLES: "api,worker",
  });
  try {
    const shopper = client(pod.url);
    const { variants } = await shopper.createProduct();
    const member = await client(pod.url).signUp();
    const { paid } = await member.buy(variants[0]?.id ?? "");
    expect(paid.status).toBe("paid");
    await backstage.delivered();
    await backstage.expectSound();
    expect((await shop.mailbox.next({ to: member.email })).to).toContain(member.email);

    const asPods = new pg.Client({ connectionString: role.url });
    await asPods.connect();
    for (const statement of [
      "DROP TABLE orders.orders",
      "ALTER TABLE orders.orders DROP COLUMN number",
      "CREATE TABLE orders.more (id int)",
      "CREATE SCHEMA more",
    ])
      await expect(asPods.query(statement), statement).rejects.toThrow(/must be owner|permission denied/);
    await asPods.end();
  } finally {
    await pod.stop();
    await role.drop();
  }
});

test("a process that expects migrations names what is missing, and takes a newer database", async () => {
  const config = readConfig({ ...shop.environment, MIGRATIONS: "expect" });
  await backstage.rows(
    "INSERT INTO platform.migrations (module, name, checksum) VALUES ('orders', '9999_later.sql', '')",
  );
  await refuseMissingMigrations(config);

  const [last] = await backstage.rows<{ module: string; name: string; checksum: string }>(
    "DELETE FROM platform.migrations WHERE module = 'cart' RETURNING module, name, checksum",
  );
  await expect(refuseMissingMigrations(config)).rejects.toThrow(`not run yet: cart/${last?.name}`);
  const empty = new URL(shop.databaseUrl);
  empty.pathname = "/postgres";
  await expect(
    refuseMissingMigrations(readConfig({ ...shop.environment, DATABASE_URL: empty.toString() })),
  ).rejects.toThrow("not run yet: platform/0001");
});

test("processes that mount one read-only folder of keys sign and seal for each other", async () => {
  const mounted = await mkdtemp(join(tmpdir(), "jangteo-keys-"));
  await rotateKeys(mounted, new Date());
  await loadSealing(mounted);
  const files = await readdir(mounted);
  expect(files.sort()).toEqual(["0001.jwk", "sealing.key"]);
  await chmod(mounted, 0o500);
  const [one, other] = await Promise.all([loadKeys(mounted), loadKeys(mounted)]);
  const now = new Date();
  const { kid } = await one.signer(now);
  expect(await other.find(kid, now)).toBeDefined();
  const [first, second] = await Promise.all([loadSealing(mounted), loadSealing(mounted)]);
  expect(second.open("a row", first.seal("a row", "a secret"))).toBe("a secret");
  await chmod(mounted, 0o700);
  await rm(mounted, { recursive: true });
});

test("a process that was told to stop answers on, and says that it closes the connection", async () => {
  const pod = await startReplica(shop, { SHUTDOWN_DELAY_MS: "300", SHUTDOWN_LIMIT_MS: "20000" });
  const ask = () => fetch(`${pod.url}/api/v1/categories`);
  const before = await ask();
  expect(before.headers.get("connection")).toBe("keep-alive");
  // NGINX closes an idle connection after 60 s. It must be the first: what it sends meanwhile would be lost.
  expect(before.headers.get("keep-alive")).toBe("timeout=65");
  const stopped = pod.stop();
  const answer = await ask();
  expect(answer.status).toBe(200);
  expect(answer.headers.get("connection")).toBe("close");
  expect((await fetch(`${pod.opsUrl}/readyz`)).status).toBe(503);
  expect((await fetch(`${pod.opsUrl}/healthz`)).status).toBe(200);
  await stopped;
  await expect(ask()).rejects.toThrow();
});

test("while the database is away a pod of the api is ready but for it, and browsing goes on", async () => {
  const wire = await startWire(shop.databaseUrl);
  const pod = await startReplica(shop, { ROLES: "api", DATABASE_URL: wire.url });
  const list = () => fetch(`${pod.url}/api/v1/products`).then(({ status }) => status);
  const readiness = async () => {
    const both = [`${pod.opsUrl}/readyz`, `${pod.opsUrl}/readyz?exclude=database`];
    return Promise.all(both.map((url) => fetch(url).then(({ status }) => status)));
  };
  expect([await list(), await readiness()]).toEqual([200, [200, 200]]);
  await wire.cut();
  await expect.poll(readiness).toEqual([503, 200]);
  expect(await list()).toBe(200);
  await wire.mend();
  await expect.poll(readiness).toEqual([200, 200]);
  await pod.stop();
  await wire.close();
});

test("in the component split each module has one address, and runs where the address leads", async () => {
  const folder = "deploy/apps/components/split";
  const read = (file: string) => readFile(join(folder, file), "utf8");
  const modulesIn = (text: string) => /name: MODULES\n\s+value: (\S+)/.exec(text)?.[1]?.split(",") ?? [];
  const peers = [...(await read("settings.yaml")).matchAll(/(\w+)=http:\/\/(\w+)\.shop\.svc/g)];
  expect(peers.map(([, name]) => name).sort()).toEqual([...moduleNames].sort());
  for (const [, name, service] of peers)
    expect(modulesIn(await read(`${service}.yaml`)), `${name} at ${service}`).toContain(name);
  expect(modulesIn(await read("worker.yaml"))).toEqual(modulesIn(await read("api.yaml")));
});
