import { expect, test } from "vitest";
import { readReturn } from "./returned.ts";

const read = (query: string) => readReturn(new URLSearchParams(query));
const ours = "orderId=261129-A-1&amount=51000";
const back = { orderId: "261129-A-1", amount: 51_000, refused: null };

test.each([
  ["Toss", `paymentKey=pk_1&${ours}`, { provider: null, paymentKey: "pk_1" }],
  ["PortOne", `provider=portone&${ours}&paymentId=x&txId=tx_1`, { provider: "portone", paymentKey: "tx_1" }],
  [
    "Stripe",
    `provider=stripe&${ours}&payment_intent=pi_1&redirect_status=succeeded`,
    { provider: "stripe", paymentKey: "pi_1" },
  ],
])("reads where a payment of %s returns", (_, query, expected) => {
  expect(read(query)).toEqual({ ...back, ...expected });
});

test("PortOne says on the same address that nothing was paid, in its payment company's words", () => {
  const failed = `provider=portone&${ours}&paymentId=x&code=FAILURE_TYPE_PG`;
  expect(read(`${failed}&pgCode=PAY_PROCESS_CANCELED`).refused).toBe("canceled");
  expect(read(failed).refused).toBe("unknown");
  // Another provider's address has no such word: a stranger cannot end a payment by one.
  expect(read(`paymentKey=pk_1&${ours}&code=PAY_PROCESS_CANCELED`).refused).toBeNull();
});

test("a sum that is none is none", () => {
  expect(read("orderId=1").amount).toBeNaN();
});
