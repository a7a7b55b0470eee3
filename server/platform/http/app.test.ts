/** The answers of every route to requests that no sound client sends. */
import { connect as connectSocket } from "node:net";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import {
  type Client,
  client,
  contact,
  newKey,
  type Problem,
  shippingAddress,
} from "../../../tests/support/client.ts";
import { type Replica, startReplica } from "../../../tests/support/replica.ts";
import { startWire, type Wire } from "../../../tests/support/wire.ts";
import { problemTexts } from "../../problems.ts";
import { startTestShop } from "../../testing.ts";
import { systemClock } from "../clock.ts";
import { connect } from "../db/db.ts";
import { createLog } from "../log.ts";
import { createApp } from "./app.ts";

const UNKNOWN = "01890a5d-ac96-774b-bcce-b302099a8057";
const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const { slug, variants } = await api.createProduct();
const variantId = variants[0]?.id ?? "";
afterAll(() => shop.stop());

const english = { "accept-language": "en" };
const asRead = ({ status, body }: { status: number; body: unknown }) => ({ status, body });

test("an app that was not told who has an account refuses no member, but fails with a word", async () => {
  const app = createApp({
    ...{ log: createLog("silent", {}), problemTexts, clock: systemClock, publicUrl: shop.url },
    authenticate: () => Promise.reject(new Error("nobody signs in here")),
  });
  await expect(app.hasAccount(UNKNOWN)).rejects.toThrow("createApp was given no hasAccount");
  await app.close();
});

describe("a problem", () => {
  test("is RFC 9457, with the id of its request", async () => {
    const { status, headers, body } = await api.request("GET", "/api/v1/products/none");
    expect(status).toBe(404);
    expect(headers.get("content-type")).toMatch(/^application\/problem\+json/);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body).toEqual({
      type: `${shop.url}/api/docs/errors/not-found`,
      title: "찾을 수 없어요",
      status: 404,
      code: "NOT_FOUND",
      requestId: headers.get("x-request-id"),
    });
  });

  test.each([
    [undefined, "ko"],
    ["ko", "ko"],
    ["en", "en"],
    ["en-US,en;q=0.9,ko;q=0.8", "en"],
    ["ko-KR,ko;q=0.9,en-US;q=0.8", "ko"],
    ["en;q=0.2, ko;q=0.7", "ko"],
    ["EN-gb", "en"],
    ["en;q=0", "ko"],
    ["fr, de", "ko"],
    ["fr, en;q=0.1", "en"],
    ["*", "ko"],
    ["en;q=x", "ko"],
    [";;;,,,", "ko"],
  ])("speaks the language that is asked for: %s → %s", async (asked, language) => {
    const { headers, body } = await api.request(
      "GET",
      "/api/v1/products/none",
      undefined,
      asked ? { "accept-language": asked } : {},
    );
    expect([headers.get("content-language"), body.title]).toEqual([
      language,
      problemTexts.NOT_FOUND?.[language as "ko" | "en"],
    ]);
  });

  test("names each field that is wrong in that language", async () => {
    const body = {
      cartId: "x",
      contact: { ...contact, email: "nobody" },
      shippingAddress: { ...shippingAddress, memo: 1 },
      extra: true,
    };
    const headers = { "idempotency-key": newKey() };
    const ko = await api.request("POST", "/api/v1/orders", body, headers);
    const en = await api.request("POST", "/api/v1/orders", body, { ...headers, ...english });
    const pointers = ["/cartId", "/contact/email", "/extra", "/shippingAddress/memo"];
    expect(ko.body.errors?.map(({ pointer }) => pointer).sort()).toEqual(pointers);
    expect(ko.body.errors?.find(({ pointer }) => pointer === "/extra")?.message).toBe(
      "알 수 없는 항목이에요",
    );
    expect(en.body.errors?.find(({ pointer }) => pointer === "/extra")).toEqual({
      pointer: "/extra",
      code: "UNKNOWN_FIELD",
      message: "is not a known field",
    });
  });
});

test("each code has a text in both languages, and a status of an error", () => {
  for (const [code, { status, ko, en }] of Object.entries(problemTexts)) {
    expect([code, ko.length > 0, en.length > 0, status >= 400]).toEqual([code, true, true, true]);
    expect(ko).toMatch(/[가-힣]/);
  }
});

test.each([
  ["GET", "/api/v1/nothing"],
  ["POST", "/api/v1/carts/x/y/z"],
  ["GET", "/internal/inventory/reserve"],
  ["POST", "/internal/inventory/reserve"],
  ["GET", "/api"],
  ["GET", "/.env"],
  ["GET", "/.git/config"],
])("an address that is not there is 404: %s %s", async (method, path) => {
  const { status, headers } = await api.request(method, path);
  expect([status, headers.get("content-type")]).toEqual([404, expect.stringContaining("problem+json")]);
});

test.each([
  ["PUT", "/api/v1/carts", "POST"],
  ["PUT", "/api/v1/orders", "GET, HEAD, POST"],
  ["DELETE", "/api/v1/products", "GET, HEAD"],
  ["PATCH", "/api/v1/products/x", "GET, HEAD"],
  ["PUT", `/api/v1/carts/${UNKNOWN}/items/${UNKNOWN}`, "DELETE, PATCH"],
  ["OPTIONS", "/api/v1/carts", "POST"],
])(
  "a method that an address does not take is 405 with those it takes: %s %s",
  async (method, path, allow) => {
    const { status, headers, body } = await api.request(method, path);
    expect([status, body.code, headers.get("allow")?.split(", ").sort().join(", ")]).toEqual([
      405,
      "METHOD_NOT_ALLOWED",
      allow,
    ]);
  },
);

test("a proof is one bearer token; without one the answer says so", async () => {
  const { proof } = await api.signUp();
  const ask = (authorization: string) => api.request("GET", "/api/v1/me", undefined, { authorization });
  const token = proof.authorization ?? "";
  for (const good of [token, token.replace("Bearer", "bearer "), token.replace("Bearer", "BEARER")])
    expect((await ask(good)).status).toBe(200);
  for (const wrong of [
    "",
    "Bearer",
    `${token} x`,
    `${token},x`,
    token.slice(7),
    token.replace("Bearer", "Basic"),
  ]) {
    const { status, headers } = await ask(wrong);
    expect([wrong.length, status, headers.get("www-authenticate")]).toEqual([wrong.length, 401, "Bearer"]);
  }
});

describe("a body", () => {
  const post = (body: string | Buffer, type = "application/json") =>
    fetch(`${shop.url}/api/v1/carts`, { method: "POST", body, headers: { "content-type": type } });
  const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as Problem).code];

  test("without a byte is no body, whatever type it says to have", async () => {
    expect((await post("")).status).toBe(201);
    expect((await post("", "application/json; charset=utf-8")).status).toBe(201);
    const headers = { "content-type": "application/json" };
    const login = await fetch(`${shop.url}/api/v1/auth/login`, { method: "POST", body: "", headers });
    expect(await codeOf(login)).toEqual([400, "INVALID_INPUT"]);
  });

  test("of more than 256 KiB is 413", async () => {
    expect(await codeOf(await post(`{"a":"${"x".repeat(300_000)}"}`))).toEqual([413, "BODY_TOO_LARGE"]);
  });

  test.each([
    "text/plain",
    "application/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "nonsense",
  ])("of type %s is 415", async (type) => {
    expect(await codeOf(await post("{}", type))).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
  });

  test.each([
    ["cut off", '{"a":'],
    ["with more behind it", "{} {}"],
    ["with a comment", "{/**/}"],
    ["with a prototype", '{"__proto__":{"admin":true}}'],
    ["with a constructor's prototype", '{"constructor":{"prototype":{"admin":true}}}'],
    ["of half a letter", Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ["10,000 lists deep", `${"[".repeat(10_000)}${"]".repeat(10_000)}`],
    ["10,000 objects deep", `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`],
    ["a list", "[]"],
    ["a word", '"cart"'],
    ["a number", "1e400"],
  ])("that is no request is 400: %s", async (_name, body) => {
    expect(await codeOf(await post(body))).toEqual([400, "INVALID_INPUT"]);
  });

  test("cannot give every object a new field", async () => {
    await post('{"__proto__":{"polluted":true}}');
    expect({}).not.toHaveProperty("polluted");
  });
});

describe("text that a database cannot hold", () => {
  test.each(["\u0000", "a\u0000b", "\ud800", "\udfff\ud800", "\u0007", "\u001b[31m"])(
    "is 400 in every field of an order: %j",
    async (bad) => {
      const cart = await api.createCart();
      await api.addItem(cart.id, variantId);
      const bodies = [
        { contact: { ...contact, name: bad } },
        { contact: { ...contact, email: `${bad}@a.kr` } },
        { shippingAddress: { ...shippingAddress, address1: bad } },
        { shippingAddress: { ...shippingAddress, memo: bad } },
      ];
      for (const body of bodies) expect((await api.placeOrder(cart.id, body)).status).toBe(400);
    },
  );

  test.each(["👩‍👩‍👧 김", "\u00e9", "가", "０１２", "\u{1f9d1}\u{1f3fd} 𠮷"])(
    "is not this: %j is kept as it is",
    async (name) => {
      const cart = await api.createCart();
      await api.addItem(cart.id, variantId);
      const { status, body } = await api.placeOrder(cart.id, { contact: { ...contact, name } });
      expect([status, body.order.contact.name]).toEqual([201, name]);
    },
  );

  test.each([
    "/api/v1/products/%00",
    `/api/v1/carts/${UNKNOWN}%00`,
    "/api/v1/products?q=%00",
    "/api/v1/media/a%00.webp",
    "/%00",
    "/api/v1/products/%E0%A4",
    "/api/v1/products/%zz",
  ])("in an address is 400: %s", async (path) => {
    const { status, headers, body } = await api.request("GET", path);
    expect([status, body.code, headers.get("content-type")]).toEqual([
      400,
      "INVALID_INPUT",
      expect.stringContaining("problem+json"),
    ]);
  });
});

test("one connection that sends nonsense gets a problem and is closed, and others are served", async () => {
  const { hostname, port } = new URL(shop.url);
  for (const [nonsense, status, code] of [
    ["GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400, "INVALID_INPUT"],
    ["\u0016\u0003\u0001", 400, "INVALID_INPUT"],
    ["GET /\r\n\r\n", 404, "NOT_FOUND"],
    [`GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}\r\n\r\n`, 431, "HEADERS_TOO_LARGE"],
    [`GET /api/v1/products?q=${"x".repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431, "HEADERS_TOO_LARGE"],
  ] as const) {
    const answer = await new Promise<string>((resolve) => {
      const socket = connectSocket(Number(port), hostname, () => socket.write(nonsense));
      let text = "";
      socket.on("data", (chunk) => {
        text += chunk;
      });
      socket.on("error", () => {});
      socket.on("close", () => resolve(text));
    });
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain("content-type: application/problem+json\r\n");
    expect(JSON.parse(answer.split("\r\n\r\n")[1] ?? "")).toMatchObject({ status, code });
  }
  expect((await api.request("GET", "/api/v1/categories")).status).toBe(200);
});

describe("a failure of ours", () => {
  test("is a bare 500: no stack, no SQL, no name of a table", async () => {
    const broken = await startTestShop({ clusterUrl: inject("clusterUrl") });
    const db = connect({ url: broken.databaseUrl, size: 1 });
    await db.script("ALTER TABLE cart.carts RENAME TO gone");
    await db.close();
    const { status, body, headers } = await client(broken.url).request(
      "GET",
      `/api/v1/carts/${UNKNOWN}`,
      undefined,
      english,
    );
    expect(body).toEqual({
      type: expect.stringContaining("/internal"),
      title: "Something went wrong. Please try again later",
      status: 500,
      code: "INTERNAL",
      requestId: headers.get("x-request-id"),
    });
    expect(status).toBe(500);
    await broken.stop();
  });
});

describe("while the database is away", () => {
  let wire: Wire;
  let replica: Replica;
  let away: Client;
  beforeAll(async () => {
    wire = await startWire(shop.databaseUrl);
    replica = await startReplica(shop, { DATABASE_URL: wire.url, DATABASE_POOL: "3", ROLES: "api" });
    away = client(replica.url);
  });
  afterAll(async () => {
    await wire.mend().catch(() => {});
    await replica.stop();
    await wire.close();
  });

  test("shoppers go on reading what was read before", async () => {
    const pages = ["/api/v1/products", `/api/v1/products/${slug}`, "/api/v1/categories"];
    const read = () => Promise.all(pages.map((page) => away.request("GET", page)));
    const before = await read();
    await wire.cut();
    for (let times = 0; times < 3; times++) expect(await read()).toMatchObject(before.map(asRead));
    await wire.mend();
    await expect.poll(async () => (await away.request("POST", "/api/v1/carts", {})).status).toBe(201);
    expect((await read()).map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  test("requests that need it are 503 with Retry-After, and are served again when it is back", async () => {
    const cart = await away.createCart();
    const requests = () =>
      Promise.all([
        away.request("POST", "/api/v1/carts", {}),
        away.request("GET", `/api/v1/carts/${cart.id}`),
        away.request("GET", `/api/v1/products?q=${newKey()}`),
        away.request(
          "POST",
          "/api/v1/orders",
          { cartId: cart.id, contact, shippingAddress },
          { "idempotency-key": newKey() },
        ),
      ]);
    await wire.cut();
    for (const { status, body, headers } of await requests()) {
      expect([status, body.code, headers.get("retry-after")]).toEqual([503, "DATABASE_UNAVAILABLE", "1"]);
    }
    await wire.mend();
    expect((await requests()).map(({ status }) => status)).toEqual([201, 200, 200, 409]);
  });
});
