import { expect, test } from "vitest";
import { displayWidth } from "./display-width.ts";
import { shopPlan } from "./programs.ts";
import { readStartSettings } from "./settings.ts";
import { summary } from "./summary.ts";

const secrets = {
  ownerPassword: "AAAA-BBBB-CCCC",
  internalKey: "i",
  sandboxSecretKey: "s",
  sandboxClientKey: "c",
};
const ports = { web: 1, sandbox: 2, apiOps: 3, workerOps: 4, smtp: 5 };

test("without any variable the shop opens at localhost:3000 with its data in .data and the demo shop", () => {
  expect(readStartSettings("/shop", {})).toEqual({
    root: "/shop",
    dataDir: "/shop/.data",
    host: "localhost",
    port: 3000,
    publicUrl: "http://localhost:3000",
    databaseUrl: undefined,
    smtpUrl: undefined,
    signUpsPerHour: "1000",
    demo: "full",
    ownerEmail: "owner@jangteo.test",
    ownerPassword: undefined,
  });
});

test("SIGN_UPS_PER_HOUR is obeyed, and a shop that is no demo has the server's own limit", () => {
  expect(readStartSettings("/shop", { SIGN_UPS_PER_HOUR: "7" }).signUpsPerHour).toBe("7");
  expect(readStartSettings("/shop", { DEMO: "off" }).signUpsPerHour).toBeUndefined();
});

test.each(["0", "-1", "70000", "eighty", "3000.5"])("PORT=%s is refused by name", (PORT) => {
  expect(() => readStartSettings("/shop", { PORT })).toThrow(`not "${PORT}"`);
});

const database = { url: "postgres://d", folder: "/shop/elsewhere/postgres" };
const server = "/shop/bundle/main.js";

test("every path handed to the programs is absolute, and PORT decides the addresses", () => {
  const settings = readStartSettings("/shop", { PORT: "3001", DATA_DIR: "elsewhere" });
  const [first = [], second = []] = shopPlan.batches({
    settings,
    secrets,
    ports,
    database,
    server,
  });
  const [sandbox, web] = first;
  const [api, worker] = second;
  expect(api?.env).toMatchObject({
    PORT: "3001",
    PUBLIC_URL: "http://localhost:3001",
    DATABASE_URL: "postgres://d",
    DATABASE_DISK: "/shop/elsewhere/postgres",
    STORAGE_DIR: "/shop/elsewhere/storage",
    KEYS_DIR: "/shop/elsewhere/keys",
    WEB_URL: "http://127.0.0.1:1",
    SANDBOX_URL: "http://127.0.0.1:2",
    SMTP_URL: "smtp://127.0.0.1:5",
    ROLES: "api",
  });
  expect(worker?.env).toMatchObject({ ROLES: "worker", PORT: undefined, SMTP_URL: "smtp://127.0.0.1:5" });
  expect(web?.env).toMatchObject({ API_URL: "http://127.0.0.1:3001" });
  expect(sandbox?.env).toMatchObject({
    DATA_DIR: "/shop/elsewhere/sandbox",
    SMTP_PORT: "5",
    PUBLIC_URL: "http://localhost:3001/sandbox",
    WEBHOOK_URL: "http://127.0.0.1:3001/api/v1/payments/webhooks/sandbox",
    SECRET_KEY: api?.env.TOSS_SECRET_KEY,
    CLIENT_KEY: api?.env.TOSS_CLIENT_KEY,
  });
});

test("SMTP_URL takes the mails of all programs, and the summary then names no mailbox", () => {
  const SMTP_URL = "smtps://user:hunter2@mail.example";
  const settings = readStartSettings("/shop", { SMTP_URL });
  const programs = shopPlan.batches({ settings, secrets, ports, database, server }).flat();
  const senders = programs.filter(({ env }) => env.SMTP_URL === SMTP_URL).map(({ name }) => name);
  expect(senders).toEqual(["api", "worker"]);
  expect(summary(readStartSettings("/shop", {}), secrets, 1)).toContain(
    "http://localhost:3000/sandbox/mailbox",
  );
  expect(summary(settings, secrets, 1)).not.toMatch(/sandbox\/mailbox|hunter2/);
});

test("a shop with a public address has no page of its mails, so the summary names their file", () => {
  const settings = readStartSettings("/shop", { PUBLIC_URL: "https://shop.example" });
  expect(summary(settings, secrets, 1)).toContain(".data/sandbox/mails.jsonl");
  expect(summary(settings, secrets, 1)).not.toContain("sandbox/mailbox");
});

test("DEMO=off leaves the demo shop out, DEMO=draft draws it coarsely", () => {
  const steps = (DEMO: string) =>
    shopPlan
      .prepare({ settings: readStartSettings("/shop", { DEMO }), secrets, ports, database, server })
      .map(({ args }) => args.join(" "));
  const migrate = `${server} migrate`;
  expect(steps("off")).toEqual([migrate]);
  expect(steps("")).toEqual([migrate, "demo/seed.ts"]);
  expect(steps("draft")).toEqual([migrate, "demo/seed.ts --draft"]);
  expect(() => readStartSettings("/shop", { DEMO: "yes" })).toThrow(
    'DEMO must be on, draft or off, not "yes"',
  );
});

test("the summary lines up although Hangul is two columns wide, and does not show OWNER_PASSWORD", () => {
  const rows = summary(readStartSettings("/shop", { OWNER_PASSWORD: "a long secret" }), secrets, 1)
    .split("\n")
    .filter((line) => line.startsWith("  "));
  const columns = rows.map((line) => displayWidth(/^ {2}\S.*? {3,}/.exec(line)?.[0] ?? ""));
  expect(new Set(columns).size).toBe(1);
  expect(rows.join()).not.toContain("a long secret");
});
