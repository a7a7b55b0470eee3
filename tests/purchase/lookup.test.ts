/** Mails about orders, and how a guest opens an order with a code from one. */
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { type Client, client, type PlacedOrder } from "../support/client.ts";
import { orderDesk } from "./desk.ts";
import { openStage } from "./stage.ts";

let now = Date.now();
const stage = await openStage({ clock: { now: () => new Date(now) } });
afterAll(() => stage.close());
const { shopper, backstage, shop } = stage;
beforeEach(() => {
  now += 3_600_001;
});

let buyers = 0;
/** A paid order of an e-mail that no other order has. */
async function bought(by: Client = shopper) {
  buyers += 1;
  const email = `lookup-${buyers}@example.com`;
  const { id: cartId } = await by.createCart();
  await by.addItem(cartId, (await stage.stock(9)).id, 2);
  const contact = { name: "김서연", email, phone: "010-1234-5678" };
  const { status, body } = await by.placeOrder(cartId, { contact });
  expect(status, JSON.stringify(body)).toBe(201);
  const approved = await by.approve(body.payment.windowUrl);
  expect((await by.confirm(approved)).status).toBe(200);
  return { placed: body, email };
}

const ask = (number: string, email: string) =>
  shopper.request("POST", "/api/v1/orders/lookup", { number, email });
const confirm = (number: string, code: string) =>
  shopper.request<PlacedOrder>("POST", "/api/v1/orders/lookup/confirm", { number, code });
const readWith = ({ order }: PlacedOrder, guestToken: string) =>
  shopper.request("GET", `/api/v1/orders/${order.id}`, undefined, { "x-guest-token": guestToken });

const mailsTo = async (email: string, subject: RegExp) => {
  await backstage.delivered();
  return shop.mailbox.list({ to: email }).filter((mail) => subject.test(mail.subject));
};
async function codesTo(email: string): Promise<string[]> {
  const mails = await mailsTo(email, /인증번호/);
  return mails.map(({ text }) => /인증번호: (\d{6})/.exec(text)?.[1] ?? "");
}
async function newCode({ order }: PlacedOrder, email: string): Promise<string> {
  const before = (await codesTo(email)).length;
  expect(await ask(order.number, email)).toMatchObject({ status: 202, body: { status: "accepted" } });
  const codes = await codesTo(email);
  expect(codes).toHaveLength(before + 1);
  return codes.find((code) => code !== "") ?? "";
}

describe("a buyer", () => {
  test("gets one mail when the order is paid, and one for each parcel", async () => {
    const { placed, email } = await bought();
    const { id, number } = placed.order;
    const [paid, ...others] = await mailsTo(email, /주문이 완료됐어요/);
    expect(others).toEqual([]);
    expect(paid?.text).toContain(`주문번호: ${number}`);
    expect(paid?.text).toContain("2개");
    expect(paid?.text).toContain("결제 금액: 23,000원");
    expect(paid?.links).toContain(`${shop.url}/orders/lookup?number=${number}`);
    const desk = orderDesk(client(shop.url));
    expect((await desk.prepare(id)).status).toBe(200);
    expect((await desk.ship(id, { carrier: "cj", trackingNumber: "123412341234" })).status).toBe(201);
    expect((await desk.ship(id, { carrier: "cj", trackingNumber: "123412341234" })).status).toBe(201);
    const parcels = await mailsTo(email, /상품을 보냈어요/);
    expect(parcels).toHaveLength(1);
    expect(parcels[0]?.text).toContain("운송장 번호: 123412341234");
    expect(parcels[0]?.links.some((link) => link.includes("123412341234"))).toBe(true);
    await backstage.expectSound();
  });

  test("who is a member gets the way to the own order, and by a look-up no code", async () => {
    const member = await client(shop.url).signUp({ name: "김서연" });
    const { placed, email } = await bought(member);
    const [paid] = await mailsTo(email, /주문이 완료됐어요/);
    expect(paid?.links).toContain(`${shop.url}/orders/${placed.order.id}`);
    await ask(placed.order.number, email);
    const [mail] = await mailsTo(email, /주문 조회/);
    expect(mail?.text).toContain("로그인하면");
    expect(await codesTo(email)).toEqual([]);
  });
});

describe("a code", () => {
  test("opens the order, once, beside the token of the browser that placed it", async () => {
    const { placed, email } = await bought();
    const code = await newCode(placed, email.toUpperCase());
    const typed = placed.order.number.replace("-", "").toLowerCase();
    const opened = await confirm(typed, code);
    expect(opened).toMatchObject({ status: 200, body: { order: { id: placed.order.id, status: "paid" } } });
    const { guestToken = "" } = opened.body;
    expect(await readWith(placed, guestToken)).toMatchObject({ status: 200 });
    expect(await readWith(placed, placed.guestToken ?? "")).toMatchObject({ status: 200 });
    expect(await readWith((await bought()).placed, guestToken)).toMatchObject({ status: 404 });
    expect(await confirm(typed, code)).toMatchObject({ status: 403, body: { code: "LOOKUP_CODE_WRONG" } });
    now += 30 * 24 * 3_600_000 + 1;
    expect(await readWith(placed, guestToken)).toMatchObject({ status: 404 });
    await backstage.run("orders.forgetGuestAccess");
    expect(
      await backstage.rows("SELECT FROM orders.guest_access WHERE expires_at < $1", [new Date(now)]),
    ).toEqual([]);
  });

  test("is over after ten minutes, five guesses, or a newer code", async () => {
    const { placed, email } = await bought();
    const { number } = placed.order;
    const wrong = { status: 403, body: { code: "LOOKUP_CODE_WRONG" } };
    const first = await newCode(placed, email);
    now += 1_000;
    const second = await newCode(placed, email);
    if (first !== second) expect(await confirm(number, first)).toMatchObject(wrong);
    now += 10 * 60_000;
    expect(await confirm(number, second)).toMatchObject(wrong);
    const third = await newCode(placed, email);
    const other = third === "000000" ? "111111" : "000000";
    const guesses = await Promise.all(Array.from({ length: 5 }, () => confirm(number, other)));
    expect(guesses.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect(await confirm(number, third)).toMatchObject(wrong);
  });

  test("is exchanged by one of five parallel requests", async () => {
    const { placed, email } = await bought();
    const code = await newCode(placed, email);
    const answers = await Promise.all(Array.from({ length: 5 }, () => confirm(placed.order.number, code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test("comes five times an hour at most", async () => {
    const { placed, email } = await bought();
    await Promise.all(Array.from({ length: 9 }, () => ask(placed.order.number, email)));
    expect(await codesTo(email)).toHaveLength(5);
  });
});

test("asking tells nothing about orders: unknown number, other e-mail, bad input", async () => {
  const { placed, email } = await bought();
  const known = await ask(placed.order.number, email);
  for (const [number, other] of [
    [placed.order.number, "other@example.com"],
    ["261129-AAAAAAA", email],
  ] as const) {
    const answer = await ask(number, other);
    expect([answer.status, answer.body]).toEqual([known.status, known.body]);
    expect(await mailsTo(other, /조회/)).toHaveLength(other === email ? 1 : 0);
  }
  expect((await confirm("261129-AAAAAAA", "123456")).status).toBe(403);
  expect((await ask("1", email)).status).toBe(400);
  expect((await ask(placed.order.number, "nonsense")).status).toBe(400);
  expect((await confirm(placed.order.number, "12345")).status).toBe(400);
});

describe("the texts of a mail", () => {
  const asOwner = async (method: string, path: string, body?: object) => {
    const owner = client(shop.url);
    return owner.request<{ subject: string; html: string; text: string; texts: object }>(
      method,
      `/api/v1/admin/mails${path}`,
      body,
      await owner.signInOwner(),
    );
  };
  const none = { subject: null, heading: null, closing: null };
  const own = {
    subject: "{shop}에서 {number} 결제를 확인했어요",
    heading: "{name}님 <고마워요>",
    closing: "또 오세요",
  };

  test("are those that staff wrote, as the preview showed them, until they are reset", async () => {
    const preview = await asOwner("POST", "/order_paid/ko/preview", own);
    expect(preview.body.html).toContain("김서연님 &lt;고마워요&gt;");
    const before = await bought();
    expect(await mailsTo(before.email, /주문이 완료됐어요/)).toHaveLength(1);
    const stored = await asOwner("PUT", "/order_paid/ko", own);
    expect(stored).toMatchObject({ status: 200, body: { texts: own, subject: preview.body.subject } });
    expect((await asOwner("GET", "")).body).toMatchObject({
      items: expect.arrayContaining([
        { kind: "order_paid", changed: ["ko"] },
        { kind: "parcel_sent", changed: [] },
      ]),
    });
    const { placed, email } = await bought();
    const [mail] = await mailsTo(email, /결제를 확인했어요/);
    expect(mail?.subject).toBe(`[우리 상점] 우리 상점에서 ${placed.order.number} 결제를 확인했어요`);
    expect(mail?.text).toContain("또 오세요");
    expect(mail?.text).toContain("2개");
    await asOwner("PUT", "/order_paid/ko", none);
    const after = await bought();
    expect(await mailsTo(after.email, /주문이 완료됐어요/)).toHaveLength(1);
    const audited = await backstage.rows<{ action: string }>(
      "SELECT action FROM platform.audit_log WHERE subject = 'mail:order_paid:ko'",
    );
    expect(audited).toEqual([{ action: "mail.edit" }, { action: "mail.edit" }]);
  });

  test("name what the mail has alone, and are written by those who may", async () => {
    const wrong = { ...none, subject: "{total}", closing: "{" };
    for (const [method, path] of [
      ["PUT", "/order_paid/ko"],
      ["POST", "/order_paid/ko/preview"],
    ] as const)
      expect(await asOwner(method, path, wrong)).toMatchObject({
        status: 400,
        body: {
          errors: [
            { pointer: "/subject", code: "PLACEHOLDER" },
            { pointer: "/closing", code: "PLACEHOLDER" },
          ],
        },
      });
    expect((await asOwner("PUT", "/order_paid/ko", { subject: "" })).status).toBe(400);
    expect((await asOwner("GET", "/order_paid/fr")).status).toBe(404);
    expect((await shopper.request("GET", "/api/v1/admin/mails")).status).toBe(401);
    expect((await (await shopper.signUp()).request("GET", "/api/v1/admin/mails")).status).toBe(403);
  });
});
