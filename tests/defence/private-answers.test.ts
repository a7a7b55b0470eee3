/** No cache stores personal answers, and internal addresses are not public. */
import { readFile } from "node:fs/promises";
import { afterAll, describe, expect, inject, test } from "vitest";
import { startTestShop } from "../../server/testing.ts";
import { startChildShop } from "../support/child-shop.ts";
import { client, contact, shippingAddress } from "../support/client.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const owner = await api.signInOwner();
afterAll(() => shop.stop());

const isCacheable = (headers: Headers): boolean =>
  !/no-store|private/.test(headers.get("cache-control") ?? "");

describe("a cache in between", () => {
  test("may store no personal answer, with any suffix of its address", async () => {
    for (const path of [
      "/api/v1/me",
      "/api/v1/me/sessions",
      "/api/v1/me/x.css",
      "/api/v1/me%2fx.css",
      "/api/v1/me/;x.css",
    ]) {
      const { headers } = await api.request("GET", path, undefined, owner);
      expect([path, isCacheable(headers)]).toEqual([path, false]);
    }
  });

  test("finds no answer that an unknown header could change", async () => {
    const plain = await api.request("GET", "/api/v1/products");
    const poisoned = await api.request("GET", "/api/v1/products", undefined, {
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "http",
      "x-original-url": "/api/v1/me",
      "x-rewrite-url": "/api/v1/me",
    });
    expect(poisoned.body).toEqual(plain.body);
    expect(plain.headers.get("vary")).toContain("accept-language");
  });
});

test("answers are data: browsers neither run nor frame them, nor guess another type", async () => {
  const { headers } = await api.request("GET", "/api/v1/products");
  expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("x-powered-by")).toBeNull();
  expect(headers.get("server")).toBeNull();
});

test("over https every answer makes browsers stay on https", async () => {
  const environment = { ...shop.environment, PUBLIC_URL: "https://shop.example", ROLES: "api" };
  const secure = await startChildShop(environment);
  try {
    const { headers } = await client(secure.url).request("GET", "/api/v1/categories");
    expect(headers.get("strict-transport-security")).toBe("max-age=63072000; includeSubDomains");
  } finally {
    await secure.end("SIGTERM");
  }
});

test.each([
  "/.env",
  "/.git/config",
  "/package.json",
  "/server/main.ts",
  "/metrics",
  "/healthz",
  "/internal/members/whoIs",
  "/api/v1/debug",
  "/api/graphql",
  "/graphql",
  "/sandbox/sandbox/payments",
  "/sandbox/v1/payments/orders/x",
  "/api/v1/media/../../keys/0001.jwk",
  "/api/v1/media/..%2f..%2fkeys%2f0001.jwk",
])("%s is not public: 404", async (path) => {
  expect((await api.request("GET", path)).status).toBe(404);
});

test("the log of a visit contains no password, token, key, e-mail, name, phone or address", async () => {
  const lines: string[] = [];
  const environment = { ...shop.environment, ROLES: "api,worker", LOG_LEVEL: "debug" };
  const child = await startChildShop(environment, { logLevel: "debug", onLine: (line) => lines.push(line) });
  try {
    const visitor = client(child.url);
    const password = "한 번뿐인 긴 비밀번호";
    const agreements = { terms: true, privacy: true, over14: true };
    const email = "visitor@secret.test";
    await visitor.request("POST", "/api/v1/auth/signup", {
      email,
      password,
      name: "비밀이름",
      phone: "010-9876-5432",
      agreements,
    });
    await visitor.request("POST", "/api/v1/auth/login", { email, password: `${password}!` });
    const signedIn = await visitor.request<{ accessToken: string }>("POST", "/api/v1/auth/login", {
      email,
      password,
    });
    const token = signedIn.body.accessToken;
    await visitor.request("GET", `/api/v1/me?token=${token}`, undefined, {
      authorization: `Bearer ${token}`,
    });
    await visitor.request("POST", "/api/v1/auth/password-reset", { email });
    const variantId = (await api.createProduct()).variants[0]?.id ?? "";
    const cart = await visitor.createCart();
    await visitor.addItem(cart.id, variantId);
    const placed = await visitor.placeOrder(cart.id, {
      contact: { ...contact, name: "비밀이름", email },
      shippingAddress,
    });
    const signingKey = JSON.parse(await readFile(`${shop.environment.KEYS_DIR}/0001.jwk`, "utf8")) as {
      d: string;
    };
    const refreshToken = /refresh=([^;]+)/.exec(signedIn.headers.getSetCookie().join())?.[1];
    const secrets = [password, token, refreshToken, placed.body.guestToken, signingKey.d];
    const personal = [email, "비밀이름", "9876-5432", "98765432", shippingAddress.address1, contact.phone];
    const log = lines.join("\n");
    expect(lines.length).toBeGreaterThan(5);
    for (const word of [...secrets, ...personal]) {
      expect(typeof word).toBe("string");
      expect(log.includes(String(word))).toBe(false);
    }
  } finally {
    await child.end("SIGTERM");
  }
});
