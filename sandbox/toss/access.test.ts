import { afterAll, beforeAll, expect, test } from "vitest";
import { type Refusal, startSandbox, type TestSandbox } from "../testing.ts";

let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;

test.each([
  ["no key", undefined, 401, "UNAUTHORIZED_KEY"],
  ["another key", basic("test_sk_other:"), 401, "UNAUTHORIZED_KEY"],
  ["a key without its colon", basic("test_sk_sandbox"), 401, "UNAUTHORIZED_KEY"],
  ["a key with a password", basic("test_sk_sandbox:secret"), 401, "UNAUTHORIZED_KEY"],
  ["another scheme", "Bearer test_sk_sandbox", 403, "INCORRECT_BASIC_AUTH_FORMAT"],
])("with %s nothing can be read or changed", async (_name, authorization, status, code) => {
  for (const [method, path] of [
    ["GET", "/v1/payments/orders/order-1"],
    ["POST", "/v1/payments/confirm"],
    ["GET", "/v1/transactions"],
    ["GET", "/sandbox/payments"],
    ["DELETE", "/sandbox/faults"],
  ] as const) {
    const response = await fetch(sandbox.url + path, {
      method,
      headers: authorization ? { authorization } : {},
    });
    expect([response.status, ((await response.json()) as Refusal).code]).toEqual([status, code]);
  }
});

test("messages are Korean, or English when the request prefers it", async () => {
  const message = async (language: string) =>
    (
      await sandbox.post<Refusal>(
        "/v1/payments/confirm",
        { paymentKey: "x", orderId: "y", amount: 1 },
        { "accept-language": language },
      )
    ).body.message;
  expect(await message("ko-KR,ko;q=0.9,en;q=0.8")).toMatch(/결제/);
  expect(await message("en-GB,en;q=0.9")).toBe("The payment session is unknown or has run out.");
});

test("an unknown address and a body that is not JSON get answers in the protocol's form", async () => {
  expect(await sandbox.get("/v1/nothing/here")).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
  const response = await fetch(`${sandbox.url}/v1/payments/confirm`, {
    method: "POST",
    headers: { authorization: basic("test_sk_sandbox:"), "content-type": "application/json" },
    body: '{"paymentKey":',
  });
  expect([response.status, ((await response.json()) as Refusal).code]).toEqual([400, "INVALID_REQUEST"]);
});

test("the transactions of a day are paged in the order of time", async () => {
  const keys: string[] = [];
  for (const orderId of ["ledger-1", "ledger-2"]) {
    const approved = await sandbox.approve(orderId);
    await sandbox.confirm(approved);
    await sandbox.cancel(approved.paymentKey, { cancelReason: "취소", cancelAmount: 900 });
    keys.push(approved.paymentKey);
  }
  type Row = { transactionKey: string; paymentKey: string; status: string; amount: number };
  const list = async (query: string) => (await sandbox.get<Row[]>(`/v1/transactions?${query}`)).body;
  const ever = "startDate=2020-01-01T00:00:00&endDate=2100-01-01T00:00:00";
  const all = await list(ever);
  expect(all.map(({ paymentKey, status, amount }) => [paymentKey, status, amount])).toEqual(
    keys.flatMap((key) => [
      [key, "DONE", 12_900],
      [key, "PARTIAL_CANCELED", 900],
    ]),
  );
  const first = await list(`${ever}&limit=3`);
  expect([...first, ...(await list(`${ever}&limit=3&startingAfter=${first[2]?.transactionKey}`))]).toEqual(
    all,
  );
  expect(await list("startDate=2020-01-01&endDate=2020-01-02")).toEqual([]);
  expect((await sandbox.get("/v1/transactions?startDate=yesterday&endDate=today")).status).toBe(400);
});
