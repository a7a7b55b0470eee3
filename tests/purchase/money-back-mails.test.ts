/** Mails about what comes back: canceled pieces, refunds, and the steps of a claim. One for each event. */
import { afterAll, expect, test } from "vitest";
import { type Client, newKey } from "../support/client.ts";
import { claimant, claimDesk } from "./claim-desk.ts";
import { orderDesk } from "./desk.ts";
import { openStage } from "./stage.ts";

const stage = await openStage();
afterAll(() => stage.close());
const { shopper, backstage, shop } = stage;
const desk = orderDesk(shopper);
const claims = claimDesk(shopper);

let buyers = 0;
async function bought(by: Client, pieces: number, language = "ko") {
  buyers += 1;
  const email = `money-back-${buyers}@example.com`;
  const { id: cartId } = await by.createCart();
  await by.addItem(cartId, (await stage.stock(9)).id, pieces);
  const contact = { name: "김서연", email, phone: "010-1234-5678" };
  const body = {
    cartId,
    contact,
    shippingAddress: { recipient: "김서연", phone: "010-1234-5678", postcode: "04524", address1: "서울" },
  };
  const headers = { "idempotency-key": newKey(), "accept-language": language };
  const placed = (
    await by.request<Awaited<ReturnType<Client["placeOrder"]>>["body"]>(
      "POST",
      "/api/v1/orders",
      body,
      headers,
    )
  ).body;
  expect((await by.confirm(await by.approve(placed.payment.windowUrl))).status).toBe(200);
  return { placed, email, id: placed.order.id, lineId: placed.order.items[0]?.id ?? "" };
}

async function mailsTo(email: string, subject: RegExp) {
  await backstage.delivered();
  return shop.mailbox.list({ to: email }).filter((mail) => subject.test(mail.subject));
}

async function arrivedTo(by: Client, pieces: number, language?: string) {
  const order = await bought(by, pieces, language);
  await desk.prepare(order.id);
  const { body } = await desk.ship(order.id);
  await desk.deliver(body.shipments[0]?.id ?? "");
  return order;
}

test("canceled pieces and a refund by staff are each told once, with the amount", async () => {
  const { email, id, lineId } = await bought(shopper, 3);
  const key = newKey();
  for (let time = 0; time < 2; time += 1)
    expect((await desk.cancel(id, { lines: [{ lineId, quantity: 1 }] }, key)).status).toBe(200);
  const [canceled, ...more] = await mailsTo(email, /취소됐어요/);
  expect(more).toEqual([]);
  expect(canceled?.text).toContain("1개");
  expect(canceled?.text).toContain("환불 금액: 10,000원");
  expect((await desk.refund(id, { amount: 2_500 })).status).toBe(201);
  const refunds = await mailsTo(email, /환불했어요/);
  expect(refunds.map(({ text }) => /환불 금액: (\S+)/.exec(text)?.[1])).toEqual(["2,500원"]);
});

test("a return is told when it is received, approved and refunded, and not in between", async () => {
  const member = await shopper.signUp();
  const { placed, email, lineId } = await arrivedTo(member, 2);
  const made = await claimant(member).claim(placed, { lines: [{ lineId, quantity: 1 }] });
  const { id } = made.body.claim;
  const [received] = await mailsTo(email, /반품 신청을 받았어요/);
  expect(received?.text).toContain("반품 배송비: 3,000원");
  expect(received?.text).toContain("예상 환불 금액: 7,000원");
  expect(received?.links).toContain(`${shop.url}/orders/${placed.order.id}`);
  await Promise.all([claims.approve(id), claims.approve(id)]);
  await claims.collected(id);
  await claims.inspected(id, [{ lineId, received: 1, resellable: 1 }]);
  await Promise.all([claims.complete(id), claims.complete(id)]);
  const [refunded] = await mailsTo(email, /반품 환불을 마쳤어요/);
  expect(refunded?.text).toContain("환불 금액: 7,000원");
  expect(
    (await mailsTo(email, /반품|환불/)).map(({ subject }) => subject.replace(/^\[.*\] |: .*$/g, "")).sort(),
  ).toEqual(["반품 신청을 받았어요", "반품 신청을 승인했어요", "반품 환불을 마쳤어요"]);
});

test("a rejected exchange says why, in the language of the order", async () => {
  const { placed, email, lineId } = await arrivedTo(shopper, 1, "en");
  const choice = { kind: "exchange", lines: [{ lineId, quantity: 1 }] };
  const { id } = (await claimant(shopper).claim(placed, choice)).body.claim;
  await claims.reject(id);
  const [received] = await mailsTo(email, /request for an exchange/);
  expect(received?.text).toContain("request for an exchange");
  expect(received?.text).not.toContain("refund");
  const [rejected] = await mailsTo(email, /was not accepted/);
  expect(rejected?.text).toContain("Reason: 사용한 흔적이 있어요");
  expect(rejected?.links).toContain(`${shop.url}/en/orders/lookup?number=${placed.order.number}`);
});
