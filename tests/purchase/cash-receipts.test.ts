/** Cash receipts of transfers: asked for in the checkout, issued by a job, and taken back with the money. */
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { createTestClock } from "../../sandbox/testing.ts";
import { runAudit } from "../../scripts/audit/run.ts";
import { payments } from "../../server/modules/payments/contract.ts";
import { portoneReceipts } from "../../server/modules/payments/portone-receipts.ts";
import { sendHttp } from "../../server/platform/http/send.ts";
import { newKey, type PlacedOrder } from "../support/client.ts";
import { openStage } from "./stage.ts";
import { expense, income, TOTAL, transfersOf } from "./transfers.fixture.ts";

const clock = createTestClock(new Date().toISOString());
const stage = await openStage({ clock });
const { backstage, shopper } = stage;
afterEach(() => backstage.clearFaults());
afterAll(() => stage.close());

const DAY_MS = 24 * 3_600_000;
const { owner, desk, waiting, seeDeposit, deposit, lookAt, paid, ...receipts } = transfersOf(stage, clock);
const { tend, tendLater, receiptsOf, shown, refund } = receipts;

test("the checkout says which methods have one", async () => {
  const { body } = await shopper.request<{ items: object[] }>("GET", "/api/v1/payments/methods");
  expect(body.items).toEqual([
    { method: "TOSS", cashReceipt: false },
    { method: "TRANSFER", cashReceipt: true },
    { method: "VIRTUAL_ACCOUNT", cashReceipt: true },
    { method: "BANK_TRANSFER", cashReceipt: true },
  ]);
});

test.each([
  [{ kind: "expense", number: "220-81-62518" }, "BUSINESS_NUMBER"],
  [{ kind: "income", number: "031-123-45678" }, "PHONE"],
  [{ kind: "income", number: "010-1234" }, "FORMAT"],
] as const)("an order that asks for one with %j is refused", async (cashReceipt, code) => {
  const { id } = await stage.stock(1);
  const cart = await shopper.createCart();
  await shopper.addItem(cart.id, id);
  const answer = await shopper.request<{ errors: object[] }>(
    "POST",
    "/api/v1/orders",
    {
      cartId: cart.id,
      contact: { name: "김장터", email: "kim@shopper.test", phone: "010-1234-5678" },
      shippingAddress: { recipient: "김", phone: "010-1234-5678", postcode: "04524", address1: "서울" },
      paymentMethod: "BANK_TRANSFER",
      cashReceipt,
    },
    { "idempotency-key": newKey() },
  );
  expect(answer).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: "/cashReceipt/number", code }] },
  });
});

describe("of a transfer to the shop's account", () => {
  test.each([income, expense])(
    "%j is issued once after the deposit, however often the job runs",
    async (wish) => {
      const placed = await waiting("BANK_TRANSFER", wish);
      await tend();
      expect(await receiptsOf(placed)).toEqual([]);
      expect(await shown(placed)).toMatchObject({ status: "waiting", amount: 0 });
      await seeDeposit(placed);
      await Promise.all(Array.from({ length: 5 }, tend));
      const number = wish.number.replaceAll("-", "");
      expect(await receiptsOf(placed)).toMatchObject([
        { type: wish.kind, number, issued: TOTAL, canceled: 0 },
      ]);
      const receipt = await shown(placed);
      expect(receipt).toMatchObject({ kind: wish.kind, status: "issued", amount: TOTAL });
      expect(JSON.stringify(receipt)).not.toContain(number);
      const read = await shopper.request(
        "GET",
        `/api/v1/admin/orders/${placed.order.id}`,
        undefined,
        await owner(),
      );
      expect(read.body).toMatchObject({ cashReceipt: receipt });
    },
  );

  test("its number is stored sealed, in no table in clear", async () => {
    const placed = await paid(income);
    const [row] = await backstage.rows<{ text: string }>(
      "SELECT row_to_json(wishes)::text AS text FROM payments.receipt_wishes AS wishes WHERE order_id = $1",
      [placed.order.id],
    );
    expect(row?.text).toContain("010-****-5678");
    expect(row?.text).not.toContain("01012345678");
  });

  test.each([
    "reset-after-effect",
    "500-after-effect",
    "garbage",
    "500-before-effect",
    "reset-before-effect",
    "429",
  ])("is issued once when the issuer answers with %s", async (mode) => {
    const placed = await paid(income);
    await backstage.fault("receipt", mode, 1);
    await tend();
    await tendLater();
    expect(await receiptsOf(placed)).toMatchObject([{ issued: TOTAL, canceled: 0 }]);
    expect(await shown(placed)).toMatchObject({ status: "issued" });
  });

  test("that was refused is shown as failed, and is asked for again hours later", async () => {
    const placed = await paid(income);
    await backstage.fault("receipt", "decline:INVALID_REQUEST", 1);
    await tend();
    expect(await shown(placed)).toMatchObject({ status: "failed", amount: 0 });
    await tendLater();
    expect(await receiptsOf(placed)).toEqual([]);
    await tendLater(6 * 3_600_000);
    expect(await receiptsOf(placed)).toMatchObject([{ issued: TOTAL }]);
    expect(await shown(placed)).toMatchObject({ status: "issued" });
  });

  test.each(["ok", "reset-after-effect", "500-before-effect"])(
    "loses what is paid back, also when the issuer answers with %s",
    async (mode) => {
      const placed = await paid(expense);
      await tend();
      await backstage.fault("receiptCancel", mode, 1);
      await refund(placed, 3_000);
      await tend();
      await tendLater();
      expect(await receiptsOf(placed)).toMatchObject([{ issued: TOTAL, canceled: 3_000 }]);
      expect(await shown(placed)).toMatchObject({ status: "issued", amount: 10_000 });
      await refund(placed, 10_000);
      await tend();
      expect(await receiptsOf(placed)).toMatchObject([{ issued: TOTAL, canceled: TOTAL }]);
      expect(await shown(placed)).toMatchObject({ status: "canceled", amount: 0 });
    },
  );

  test("of money that was paid back before the job ran is issued for the rest alone", async () => {
    const placed = await paid(income);
    await refund(placed, 3_000);
    await tend();
    expect(await receiptsOf(placed)).toMatchObject([{ issued: 10_000, canceled: 0 }]);
  });
});

describe("of a virtual account", () => {
  test("goes with a deposit that its bank takes back, and comes with the next one", async () => {
    const placed = await waiting("VIRTUAL_ACCOUNT", income);
    await deposit(placed);
    await tend();
    await desk.reverse(placed.approved.paymentKey);
    await lookAt(placed.order.id);
    await tend();
    expect(await receiptsOf(placed)).toMatchObject([{ issued: TOTAL, canceled: TOTAL }]);
    await deposit(placed);
    await tend();
    expect(await receiptsOf(placed)).toMatchObject([
      { issued: TOTAL, canceled: TOTAL },
      { issued: TOTAL, canceled: 0 },
    ]);
    expect(await shown(placed)).toMatchObject({ status: "issued", amount: TOTAL });
  });
});

describe("that the buyer did not ask for", () => {
  test("is issued to the tax office's number from 100,000 won on", async () => {
    const large = await paid(null, { price: 100_000 });
    const small = await paid(null, { price: 90_000 });
    await tend();
    expect(await receiptsOf(large)).toMatchObject([{ type: "income", number: "0100001234", canceled: 0 }]);
    expect(await shown(large)).toMatchObject({ kind: "voluntary", number: null, status: "issued" });
    expect(await receiptsOf(small)).toEqual([]);
    expect(await shown(small)).toBeUndefined();
  });

  test("is none of a payment by card", async () => {
    const { id } = await stage.stock(1, 200_000);
    const placed = await shopper.buy(id);
    await tend();
    expect(await receiptsOf(placed)).toEqual([]);
    expect(await shown(placed)).toBeUndefined();
  });
});

test("numbers are forgotten 30 days later, or with the buyer; refunds still take receipts back", async () => {
  const [kept, left] = [await paid(income), await paid(income)];
  await tend();
  const numberOf = async ({ order }: PlacedOrder) =>
    (
      await backstage.rows<{ number: string | null }>(
        "SELECT number FROM payments.receipt_wishes WHERE order_id = $1",
        [order.id],
      )
    )[0]?.number;
  await backstage.port(payments).forgetReceiptNumbers({ orderIds: [left.order.id] });
  expect(await numberOf(left)).toBeNull();
  await backstage.run("payments.forgetReceiptNumbers");
  expect(await numberOf(kept)).toEqual(expect.any(String));
  clock.advance(31 * DAY_MS);
  await backstage.run("payments.forgetReceiptNumbers");
  expect(await numberOf(kept)).toBeNull();
  await refund(left, 3_000);
  await tend();
  expect(await receiptsOf(left)).toMatchObject([{ issued: TOTAL, canceled: 3_000 }]);
  expect(await shown(left)).toMatchObject({ kind: "income", number: "010-****-5678", amount: 10_000 });
});

test("PortOne takes a receipt back as a whole, and a repeat of either request is done once", async () => {
  const settings = {
    apiUrl: `${stage.shop.sandbox.url}/portone`,
    apiSecret: "test_sk_sandbox",
    storeId: "store-1",
    channelKey: "channel-1",
    timeoutMs: 5_000,
  };
  const issuer = portoneReceipts(settings, sendHttp);
  const name = "261129-PORTONE-1-r1";
  const request = {
    name,
    orderName: "x",
    amount: 9_000,
    taxFree: 0,
    currency: "KRW",
    kind: "income",
    number: "01012345678",
  } as const;
  const done = { kind: "done", receiptKey: name, url: null };
  // Under another key, as after PortOne has forgotten the first one.
  for (const requestId of ["receipt:of-a-payment:1", "receipt:of-a-payment:1-again"])
    expect(await issuer.issue({ ...request, requestId })).toEqual(done);
  for (const requestId of ["receipt:of-a-payment:2", "receipt:of-a-payment:2-again"])
    expect(await issuer.cancel({ requestId, receiptKey: name, amount: 3_000 })).toEqual(done);
  expect(await backstage.receiptsOf("261129-PORTONE-1")).toMatchObject([{ issued: 9_000, canceled: 9_000 }]);
  const wrong = { ...request, requestId: "receipt:of-a-payment:3", name: "261129-PORTONE-1-r3", number: "1" };
  expect((await issuer.issue(wrong)).kind).toBe("unclear");
});

test("after all this every receipt is right; the audit finds one that is not", async () => {
  await tendLater();
  await backstage.expectSound();
  const placed = await paid(income);
  await tend();
  await backstage.rows("UPDATE payments.cash_receipts SET canceled = 1 WHERE order_id = $1", [
    placed.order.id,
  ]);
  const audited = await runAudit(stage.shop.databaseUrl, {}, 250);
  expect(audited.modules.flatMap(({ violations }) => violations).join()).toContain("cash receipt of 12999");
});
