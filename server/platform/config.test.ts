import { describe, expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

const enough = { DATABASE_URL: "postgres://localhost/shop" };

test("a database is all that must be given, and what comes out cannot be changed", () => {
  const config = readConfig(enough);
  expect(config).toMatchObject({ HOST: "localhost", CURRENCY: "KRW", DELIVERY_FEE: 3_000, modules: null });
  expect([...config.roles]).toEqual(["api", "worker"]);
  expect(config.PORT).toBe(3000);
  expect(readConfig({ DATABASE_URL: "postgres://localhost/shop", MODULES: "orders" }).PORT).toBeUndefined();
  expect(Object.isFrozen(config)).toBe(true);
});

test("all problems are reported together, each by the name of its variable and without its value", () => {
  const wrong = {
    PORT: "70000",
    OPS_PORT: "http",
    ROLES: "api,cook",
    CURRENCY: "XYZ",
    DELIVERY_FEE: "-1",
    PUBLIC_URL: "shop.example",
    OWNER_PASSWORD: "hunter2",
    SMTP_URL: "http://user:hunter2@mail.example",
    MAIL_FROM: "Shop <a@b>\r\nBcc: <c@d>",
    LOG_LEVEL: "loud",
    PEERS: "inventory=nowhere",
    INTERNAL_PORT: "4000",
    DATABASE_URL_INVENTORY: "mysql://user:hunter2@host/db",
    SHUTDOWN_DELAY_MS: "1.5",
  };
  const error: unknown = (() => {
    try {
      return readConfig(wrong);
    } catch (problem) {
      return problem;
    }
  })();
  expect(error).toBeInstanceOf(ConfigError);
  const { message } = error as ConfigError;
  for (const name of [...Object.keys(wrong), "DATABASE_URL"])
    expect(message).toMatch(new RegExp(`- .*${name}`));
  expect(message).not.toContain("hunter2");
});

test("an empty variable counts as not given", () => {
  expect(readConfig({ ...enough, PORT: "", MODULES: "", CURRENCY: "" })).toMatchObject({
    modules: null,
    CURRENCY: "KRW",
  });
});

test("proxies that are believed are addresses and networks", () => {
  const good = "127.0.0.1, 10.0.0.0/8,fd00::/8";
  expect(readConfig({ ...enough, TRUSTED_PROXIES: good }).TRUSTED_PROXIES).toBe(good);
  for (const bad of ["1.2.3", "10.0.0.0/33", "10.0.0.0/8/8", "fd00::/x", "::1::"])
    expect(() => readConfig({ ...enough, TRUSTED_PROXIES: bad })).toThrow("TRUSTED_PROXIES");
});

test("payment providers need an address, and a missing key of a real account is named", () => {
  const problemsOf = (settings: Record<string, string>): string => {
    try {
      readConfig({ ...enough, ...settings });
      return "";
    } catch (error) {
      return (error as ConfigError).message;
    }
  };
  const all = { PAYMENT_PROVIDERS: "toss,portone,stripe" };
  expect(problemsOf(all)).toMatch(/portone needs SANDBOX_URL or PORTONE_URL/);
  expect(problemsOf(all)).toMatch(/stripe needs SANDBOX_URL or STRIPE_URL/);
  expect(problemsOf({ ...all, SANDBOX_URL: "http://localhost:4100" })).toBe("");
  expect(problemsOf({ PAYMENT_PROVIDERS: "toss,toss" })).toMatch(/names a provider twice/);
  expect(problemsOf({ PAYMENT_PROVIDERS: "paypal" })).toMatch(/PAYMENT_PROVIDERS must be/);
  const [secret, publishable] = ["sk", "pk"].map((kind) => [kind, "live", "1"].join("_")) as [string, string];
  const stripe = { STRIPE_URL: "https://api.stripe.com", STRIPE_SECRET_KEY: secret };
  expect(problemsOf(stripe)).toMatch(
    /STRIPE_PUBLISHABLE_KEY and STRIPE_WEBHOOK_SECRET: needed to use STRIPE_URL/,
  );
  const signed = { STRIPE_WEBHOOK_SECRET: "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=" };
  expect(problemsOf({ ...stripe, ...signed, STRIPE_PUBLISHABLE_KEY: publishable })).toBe("");
  expect(problemsOf({ ...stripe, ...signed, STRIPE_PUBLISHABLE_KEY: "pk_test_1" })).toMatch(
    /one is a live key/,
  );
  expect(problemsOf({ STRIPE_SECRET_KEY: secret })).toMatch(/STRIPE_SECRET_KEY is a live key/);
  expect(problemsOf({ PORTONE_URL: "https://api.portone.io" })).toMatch(
    /PORTONE_API_SECRET and PORTONE_STORE_ID and PORTONE_CHANNEL_KEY and PORTONE_WEBHOOK_SECRET/,
  );
});

test("a stop has time left after the pause in which it still serves", () => {
  expect(readConfig(enough)).toMatchObject({ SHUTDOWN_DELAY_MS: 0, SHUTDOWN_LIMIT_MS: 10_000 });
  const pod = { ...enough, SHUTDOWN_DELAY_MS: "5000", SHUTDOWN_LIMIT_MS: "40000" };
  expect(readConfig(pod)).toMatchObject({ SHUTDOWN_DELAY_MS: 5_000, SHUTDOWN_LIMIT_MS: 40_000 });
  expect(() => readConfig({ ...enough, SHUTDOWN_DELAY_MS: "10000" })).toThrow("SHUTDOWN_LIMIT_MS");
});

test("the settings of a bucket come together, or the missing ones are named", () => {
  const bucket = {
    STORAGE_S3_ENDPOINT: "https://storage.example",
    STORAGE_S3_REGION: "region-1",
    STORAGE_S3_BUCKET: "pictures",
    STORAGE_S3_ACCESS_KEY_ID: "id",
    STORAGE_S3_SECRET_ACCESS_KEY: "hunter2",
  };
  expect(readConfig({ ...enough, ...bucket })).toMatchObject(bucket);
  const refusal = () => readConfig({ ...enough, ...bucket, STORAGE_S3_REGION: "", STORAGE_S3_BUCKET: "" });
  expect(refusal).toThrow("STORAGE_S3_REGION, STORAGE_S3_BUCKET needed");
  expect(refusal).not.toThrow("hunter2");
});

describe("processes of their own", () => {
  test("are named with their addresses, and need a key to call them", () => {
    const split = {
      ...enough,
      MODULES: "catalog, cart",
      PEERS: "inventory=http://a:1,orders=http://b:2/?x=1",
    };
    const config = readConfig({ ...split, INTERNAL_KEY: "a key of 16 letters" });
    expect([...(config.modules ?? [])]).toEqual(["catalog", "cart"]);
    expect([...config.peers]).toEqual([
      ["inventory", "http://a:1"],
      ["orders", "http://b:2/?x=1"],
    ]);
    expect(() => readConfig(split)).toThrow("INTERNAL_KEY");
  });

  test("may have databases of their own", () => {
    const config = readConfig({
      ...enough,
      DATABASE_URL_INVENTORY: "postgres://other/stock",
      DATABASE_URL_CART: "",
    });
    expect([...config.databases]).toEqual([["inventory", "postgres://other/stock"]]);
  });
});
