/** JSON that is too deep, too large, in another charset, or malformed: refused, fast enough to try many. */
import { afterAll, expect, inject, test } from "vitest";
import { OWNER, startTestShop } from "../../server/testing.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
afterAll(() => shop.stop());

async function post(body: string | Buffer, type = "application/json"): Promise<string> {
  const answer = await fetch(`${shop.url}/api/v1/auth/login`, {
    method: "POST",
    headers: { "content-type": type },
    body: typeof body === "string" ? body : new Uint8Array(body),
  });
  return `${answer.status} ${((await answer.json()) as { code?: string }).code ?? "ok"}`;
}
const good = JSON.stringify(OWNER);

test("the unspoilt body is accepted, with any spelling of its charset", async () => {
  for (const type of [
    "application/json",
    "application/json; charset=utf-8",
    'application/json;charset="UTF-8"',
  ])
    expect(await post(good, type)).toBe("200 ok");
});

test.each([
  ["seven thousand lists deep", "[".repeat(7_000) + "]".repeat(7_000)],
  ["two thousand objects deep", `${'{"a":'.repeat(2_000)}1${"}".repeat(2_000)}`],
  ["a value that is deep", `{"email":"a@b.c","password":${"[".repeat(7_000)}${"]".repeat(7_000)}}`],
  ["with something after its end", `${good} {}`],
  ["with a comment", `/* hello */ ${good}`],
  ["with a trailing comma", good.replace("}", ",}")],
  ["with NaN", '{"email":"a@b.c","password":NaN}'],
  ["that is empty", ""],
  ["with a prototype", '{"__proto__":{"admin":true},"email":"a@b.c","password":"x"}'],
  [
    "with a constructor's prototype",
    '{"constructor":{"prototype":{"admin":true}},"email":"a@b.c","password":"x"}',
  ],
])("JSON %s: 400", async (_name, body) => {
  expect(await post(body)).toBe("400 INVALID_INPUT");
});

test("a body beyond the route's limit is not read: a million keys, twenty megabytes: 413", async () => {
  const keys = `{${Array.from({ length: 1_000_000 }, (_, at) => `"k${at}":1`).join()}}`;
  expect(await post(keys)).toBe("413 BODY_TOO_LARGE");
  expect(await post(Buffer.alloc(20_000_000, "x"))).toBe("413 BODY_TOO_LARGE");
});

test("ten thousand levels are refused where a body may be that large, before any look-up", async () => {
  for (const body of [
    "[".repeat(10_000) + "]".repeat(10_000),
    `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`,
  ]) {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${shop.url}/api/v1/carts`, { method: "POST", headers, body });
    expect(answer.status).toBe(400);
  }
});

test("a chunked body without a length is cut off at the limit: 413", async () => {
  const stream = new ReadableStream({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode("x".repeat(10_000)));
    },
  });
  const answer = await fetch(`${shop.url}/api/v1/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: stream,
    duplex: "half",
  } as RequestInit);
  expect(answer.status).toBe(413);
});

test.each(["euc-kr", "utf-16", "iso-8859-1", "x-unknown"])(
  "the charset %s is not JSON's: 400",
  async (charset) => {
    expect(await post(good, `application/json; charset=${charset}`)).toBe("400 INVALID_INPUT");
  },
);

test("bytes that are not UTF-8 are refused: 400", async () => {
  const cp949 = Buffer.concat([
    Buffer.from('{"email":"a@b.c","password":"'),
    Buffer.from([0xb0, 0xa1]),
    Buffer.from('"}'),
  ]);
  expect(await post(cp949)).toBe("400 INVALID_INPUT");
  expect(await post(Buffer.from(good, "utf16le"))).toBe("400 INVALID_INPUT");
});

test("a byte order mark is not JSON: 400", async () => {
  expect(await post(`\ufeff${good}`)).toBe("400 INVALID_INPUT");
});

test("of two fields with one name the last counts, and is validated", async () => {
  expect(await post(`{"email":"a@b.c",${good.slice(1)}`)).toBe("200 ok");
  expect(await post(`${good.slice(0, -1)},"password":5}`)).toBe("400 INVALID_INPUT");
});
