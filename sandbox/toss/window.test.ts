import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Refusal, startSandbox, type TestSandbox, windowAddress } from "../testing.ts";

let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ publicUrl: "https://shop.example/sandbox" });
});
afterAll(() => sandbox.close());

async function submit(address: string, fields: Record<string, string>) {
  const response = await fetch(address, {
    method: "POST",
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
  const location = response.headers.get("location");
  return { status: response.status, location: location === null ? null : new URL(location) };
}

const choose = async (address: string, choice: object) => {
  const headers = { "content-type": "application/json" };
  const response = await fetch(address, { method: "POST", headers, body: JSON.stringify(choice) });
  return { status: response.status, body: (await response.json()) as Refusal & { paymentKey?: string } };
};

describe("the page", () => {
  test("shows order, amount and the banner in Korean, and in English when asked", async () => {
    const korean = await (await fetch(windowAddress(sandbox, "page-0001"))).text();
    expect(korean).toContain("샌드박스 – 실제로 결제되지 않아요");
    expect(korean).toContain("12,900원");
    expect(korean).toContain("사과 외 1건");
    for (const button of ["결제 승인", "결제 거절", "취소"]) expect(korean).toContain(`>${button}</button>`);
    const english = await (await fetch(windowAddress(sandbox, "page-0001", { locale: "en" }))).text();
    expect(english).toContain(">Approve</button>");
    expect(english).toContain("₩12,900");
  });

  test.each([
    ["CARD", ["카드", "간편결제"], null],
    ["EASY_PAY", ["카드", "간편결제"], null],
    ["TRANSFER", [], "계좌이체"],
    ["VIRTUAL_ACCOUNT", [], "가상계좌"],
  ])("asked for %s, offers %j and no other method", async (method, offered, only) => {
    const page = await (await fetch(windowAddress(sandbox, "page-0004", { method }))).text();
    const choices = [...page.matchAll(/name="method" value="([^"]+)"/g)].map(([, value]) => value);
    expect(choices).toEqual(offered);
    expect(page.includes(`<dd>${only}</dd>`)).toBe(only !== null);
    const body = { action: "approve" };
    const approved = await choose(windowAddress(sandbox, `asked-${method}`, { method }), body);
    const receipt = await fetch(`${sandbox.url}/receipts/${approved.body.paymentKey}`);
    expect(await receipt.text()).toContain(only ?? (method === "CARD" ? "카드" : "간편결제"));
  });

  test("escapes its input", async () => {
    const attack = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;`;
    const page = await (
      await fetch(windowAddress(sandbox, "page-0002", { orderName: attack, customerName: attack }))
    ).text();
    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(page).toContain("&amp;amp;");
  });

  test("runs no script, loads nothing, cannot be framed, and posts only to itself and the shop", async () => {
    const policy = (await fetch(windowAddress(sandbox, "page-0003"))).headers.get("content-security-policy");
    expect(policy).toMatch(/default-src 'none'; style-src 'sha256-/);
    expect(policy).toContain("form-action 'self' http://localhost:3000;");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
  });

  test.each([
    ["successUrl", "https://evil.example/"],
    ["failUrl", "https://evil.example/"],
    ["successUrl", "javascript:alert(1)"],
    ["successUrl", "//evil.example/"],
    ["successUrl", "https://shop.example@evil.example/"],
    ["successUrl", "https://user:secret@shop.example/"],
    ["successUrl", "http://shop.example/"],
    ["successUrl", "https://localhost.evil.example/"],
    ["orderId", "short"],
    ["orderId", "나쁜-주문번호"],
    ["orderName", ""],
    ["amount", "0"],
    ["amount", "-5"],
    ["amount", "12900.5"],
    ["currency", "XXX"],
    ["taxFreeAmount", "13000"],
  ])("refuses %s=%s with 400, on the page and in JSON", async (name, value) => {
    const address = windowAddress(sandbox, "page-0004", { [name]: value });
    const page = await fetch(address);
    expect(page.status).toBe(400);
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(await choose(address, { action: "approve" })).toMatchObject({
      status: 400,
      body: { code: "INVALID_REQUEST" },
    });
    expect((await submit(address, { action: "cancel" })).status).toBe(400);
  });

  test("returns to the public origin and this machine, or to the listed origins only", async () => {
    expect(
      (await fetch(windowAddress(sandbox, "page-0005", { successUrl: "https://shop.example/done" }))).status,
    ).toBe(200);
    const strict = await startSandbox({ returnOrigins: ["https://only.example"] });
    const only = { successUrl: "https://only.example/a", failUrl: "https://only.example/b" };
    expect((await fetch(windowAddress(strict, "page-0006", only))).status).toBe(200);
    expect((await fetch(windowAddress(strict, "page-0006"))).status).toBe(400);
    await strict.close();
  });

  test("an unknown client key is 401, on the page and in JSON", async () => {
    const address = windowAddress(sandbox, "page-0007", { clientKey: "test_ck_other" });
    expect((await fetch(address)).status).toBe(401);
    expect(await choose(address, { action: "approve" })).toMatchObject({
      status: 401,
      body: { code: "INVALID_API_KEY" },
    });
  });
});

describe("a click in the browser", () => {
  test("approve returns to successUrl, keeping its own parameters", async () => {
    const { status, location } = await submit(windowAddress(sandbox, "click-0001"), {
      action: "approve",
      mode: "ok",
    });
    expect(status).toBe(303);
    expect(location?.origin).toBe("http://localhost:3000");
    expect(Object.fromEntries(location?.searchParams ?? [])).toEqual({
      ...{
        from: "window",
        paymentKey: expect.stringMatching(/^tviva/),
        orderId: "click-0001",
        amount: "12900",
      },
    });
  });

  test("decline returns to failUrl with code, message and order id; closing omits the id", async () => {
    const declined = await submit(windowAddress(sandbox, "click-0002"), { action: "decline" });
    expect(declined.status).toBe(303);
    expect(declined.location?.pathname).toBe("/checkout/fail");
    expect(Object.fromEntries(declined.location?.searchParams ?? [])).toEqual({
      ...{ code: "REJECT_CARD_COMPANY", message: expect.any(String), orderId: "click-0002" },
    });
    const closed = await submit(windowAddress(sandbox, "click-0002"), { action: "cancel" });
    expect([...(closed.location?.searchParams.keys() ?? [])]).toEqual(["code", "message"]);
    expect(closed.location?.searchParams.get("code")).toBe("PAY_PROCESS_CANCELED");
    expect((await sandbox.get("/v1/payments/orders/click-0002")).status).toBe(404);
  });

  test("a double click approves once; a second window for the order is a duplicate", async () => {
    const address = windowAddress(sandbox, "click-0003");
    const session = /name="session" value="([^"]+)"/.exec(await (await fetch(address)).text())?.[1] ?? "";
    const [first, second] = await Promise.all([
      submit(address, { action: "approve", session }),
      submit(address, { action: "approve", session }),
    ]);
    expect(first.location?.searchParams.get("paymentKey")).toMatch(/^tviva/);
    expect(second).toEqual(first);
    const other = await submit(address, { action: "approve", session: "another" });
    expect(other.location?.searchParams.get("code")).toBe("DUPLICATED_ORDER_ID");
  });
});

describe("the same choice in JSON", () => {
  test("approve returns paymentKey, orderId and an integer amount; the others a code", async () => {
    const address = windowAddress(sandbox, "json-0001", { locale: "en" });
    expect(await choose(address, { action: "decline" })).toEqual({
      ...{
        status: 200,
        body: { code: "REJECT_CARD_COMPANY", message: "The card company refused the payment." },
      },
    });
    expect((await choose(address, { action: "decline", mode: "decline:FDS_ERROR" })).body.code).toBe(
      "FDS_ERROR",
    );
    expect((await choose(address, { action: "cancel" })).body.code).toBe("PAY_PROCESS_CANCELED");
    const approved = await choose(address, { action: "approve" });
    expect(approved).toEqual({
      ...{ status: 200, body: { paymentKey: expect.any(String), orderId: "json-0001", amount: 12_900 } },
    });
    expect(await choose(address, { action: "approve" })).toMatchObject({
      status: 400,
      body: { code: "DUPLICATED_ORDER_ID" },
    });
  });

  test.each([
    { action: "steal" },
    { action: "approve", mode: "no-such-mode" },
    { action: "approve", method: "현금" },
    {},
  ])("%j is refused", async (choice) => {
    const reply = await choose(windowAddress(sandbox, "json-0002"), choice);
    expect(reply).toMatchObject({ status: 400, body: { code: "INVALID_REQUEST" } });
  });

  test("an amount below the method's minimum is refused", async () => {
    const reply = await choose(windowAddress(sandbox, "json-0003", { amount: "99" }), { action: "approve" });
    expect(reply).toMatchObject({ status: 400, body: { code: "BELOW_MINIMUM_AMOUNT" } });
  });

  test("the receipt of a payment shows method and amount", async () => {
    const approved = await sandbox.approve("receipt-0001", { method: "계좌이체" });
    await sandbox.confirm(approved);
    const receipt = await (await fetch(`${sandbox.url}/receipts/${approved.paymentKey}`)).text();
    expect(receipt).toContain("계좌이체");
    expect(receipt).toContain("12,900원");
    expect((await fetch(`${sandbox.url}/receipts/unknown`)).status).toBe(404);
  });
});

describe("a stranger at the window of a shop with a public address", () => {
  test.each(["webhook-duplicate:1000", "slow:3600000", "hang-then-effect:3600000", "decline:MADE_UP_CODE"])(
    "cannot choose %s, which the window does not offer",
    async (mode) => {
      const { status, body } = await choose(windowAddress(sandbox, "stranger-0001"), {
        action: "approve",
        mode,
      });
      expect([status, body.code]).toEqual([400, "INVALID_REQUEST"]);
    },
  );

  test("chooses what the window offers", async () => {
    const choice = { action: "approve", mode: "webhook-duplicate:3" };
    expect((await choose(windowAddress(sandbox, "stranger-0002"), choice)).status).toBe(200);
  });
});
