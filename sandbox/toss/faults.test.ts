import { once } from "node:events";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { parseFault } from "../faults.ts";
import {
  type Refusal,
  startSandbox,
  startWebhookReceiver,
  type TestSandbox,
  type WebhookReceiver,
} from "../testing.ts";
import type { PaymentView } from "./payment-view.ts";

let sandbox: TestSandbox;
let receiver: WebhookReceiver;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  sandbox = await startSandbox({ webhookUrl: receiver.url });
});
afterAll(async () => {
  await sandbox.close();
  await receiver.close();
});
afterEach(async () => {
  const authorization = `Basic ${Buffer.from("test_sk_sandbox:").toString("base64")}`;
  await fetch(`${sandbox.url}/sandbox/faults`, { method: "DELETE", headers: { authorization } });
});

const key = (value: string) => ({ "idempotency-key": value });

describe("faults before the effect do not change the ledger, and a retry with the key succeeds", () => {
  test.each([
    ["500-before-effect", 500, "FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING"],
    ["429", 429, "TOO_MANY_REQUESTS"],
  ])("%s", async (mode, status, code) => {
    const approved = await sandbox.approve(`before-${mode}`);
    await sandbox.fault("confirm", mode, 1);
    const failed = await sandbox.confirm<Refusal>(approved, key(mode));
    expect(failed).toMatchObject({ status, body: { code } });
    expect(await sandbox.audit(approved.paymentKey)).toMatchObject({ held: 0, status: "IN_PROGRESS" });
    expect((await sandbox.confirm(approved, key(mode))).body.status).toBe("DONE");
  });

  test("reset-before-effect", async () => {
    const approved = await sandbox.approve("before-reset", { mode: "reset-before-effect" });
    await expect(sandbox.confirm(approved, key("reset"))).rejects.toThrow();
    expect(await sandbox.audit(approved.paymentKey)).toMatchObject({ held: 0, status: "IN_PROGRESS" });
    expect((await sandbox.confirm(approved, key("reset"))).body.status).toBe("DONE");
  });
});

describe("faults after the effect spoil only the answer, and a retry with the key shows the truth", () => {
  test("500-after-effect", async () => {
    const approved = await sandbox.approve("after-500", { mode: "500-after-effect" });
    expect((await sandbox.confirm(approved, key("a"))).status).toBe(500);
    expect((await sandbox.audit(approved.paymentKey)).held).toBe(12_900);
    expect((await sandbox.confirm(approved, key("a"))).body.status).toBe("DONE");
    expect((await sandbox.audit(approved.paymentKey)).held).toBe(12_900);
  });

  test("reset-after-effect", async () => {
    const approved = await sandbox.approve("after-reset", { mode: "reset-after-effect" });
    await expect(sandbox.confirm(approved, key("b"))).rejects.toThrow();
    expect((await sandbox.audit(approved.paymentKey)).held).toBe(12_900);
    expect((await sandbox.confirm(approved, key("b"))).body.status).toBe("DONE");
  });

  test("garbage", async () => {
    const approved = await sandbox.approve("after-garbage", { mode: "garbage" });
    const reply = await sandbox.confirm(approved, key("c"));
    expect(reply.status).toBe(200);
    expect(() => JSON.parse(reply.text)).toThrow();
    expect((await sandbox.audit(approved.paymentKey)).held).toBe(12_900);
  });

  test("wrong-amount lies in the answer, wrong-capture takes another amount in truth", async () => {
    const lied = await sandbox.approve("after-lie", { mode: "wrong-amount" });
    expect((await sandbox.confirm(lied)).body).toMatchObject({ status: "DONE", totalAmount: 13_000 });
    expect((await sandbox.audit(lied.paymentKey)).held).toBe(12_900);
    const wrong = await sandbox.approve("after-wrong", { mode: "wrong-capture" });
    expect((await sandbox.confirm(wrong)).body).toMatchObject({ status: "DONE", totalAmount: 13_000 });
    expect(await sandbox.audit(wrong.paymentKey)).toMatchObject({ held: 13_000, totalAmount: 13_000 });
  });

  test("slow: the money has moved while the answer is still on its way", async () => {
    const approved = await sandbox.approve("after-slow", { mode: "slow:300" });
    const before = receiver.received.length;
    let answered = false;
    const answer = sandbox.confirm(approved).finally(() => {
      answered = true;
    });
    await receiver.arrived(before + 1);
    expect([(await sandbox.audit(approved.paymentKey)).held, answered]).toEqual([12_900, false]);
    expect((await answer).body.status).toBe("DONE");
  });
});

describe("refusals", () => {
  test("decline ends the payment at confirm, and the same key repeats the refusal", async () => {
    const approved = await sandbox.approve("declined-1", { mode: "decline:REJECT_CARD_PAYMENT" });
    const refused = await sandbox.confirm<Refusal>(approved, key("d"));
    expect(refused).toMatchObject({ status: 403, body: { code: "REJECT_CARD_PAYMENT" } });
    expect(await sandbox.confirm(approved, key("d"))).toEqual(refused);
    expect(await sandbox.audit(approved.paymentKey)).toMatchObject({
      ...{ held: 0, status: "ABORTED", failure: { code: "REJECT_CARD_PAYMENT" } },
    });
    expect((await sandbox.confirm<Refusal>(approved)).body.code).toBe("NOT_FOUND_PAYMENT_SESSION");
  });

  test("the test header forces any code without an effect, with a test key only", async () => {
    const approved = await sandbox.approve("forced-1");
    const forced = await sandbox.confirm<Refusal>(approved, {
      "tosspayments-test-code": "INVALID_STOPPED_CARD",
    });
    expect(forced).toMatchObject({ status: 400, body: { code: "INVALID_STOPPED_CARD" } });
    expect((await sandbox.confirm(approved)).body.status).toBe("DONE");
  });
});

test("while a confirm hangs, its key gets 409 and no other key overtakes it; then it succeeds", async () => {
  const approved = await sandbox.approve("hanging-1", { mode: "hang-then-effect:300" });
  const before = receiver.received.length;
  const reached = once(sandbox.app.server, "request");
  const hanging = sandbox.confirm(approved, key("h"));
  await reached;
  const same = await sandbox.confirm<Refusal>(approved, key("h"));
  expect(same).toMatchObject({ status: 409, body: { code: "IDEMPOTENT_REQUEST_PROCESSING" } });
  const other = await sandbox.confirm<Refusal>(approved, key("i"));
  expect(other).toMatchObject({ status: 400, body: { code: "ALREADY_PROCESSING_REQUEST" } });
  expect((await sandbox.get<PaymentView>("/v1/payments/orders/hanging-1")).body.status).toBe("IN_PROGRESS");
  expect((await hanging).body.status).toBe("DONE");
  await receiver.arrived(before + 1);
  expect((await sandbox.audit(approved.paymentKey)).held).toBe(12_900);
});

test("a closing sandbox does not wait out a hanging call, and its effect is not lost", async () => {
  const short = await startSandbox();
  const approved = await short.approve("hanging-2", { mode: "hang-then-effect" });
  const reached = once(short.app.server, "request");
  const hanging = short.confirm(approved);
  await reached;
  const closing = short.close();
  expect((await hanging).body.status).toBe("DONE");
  await closing;
});

test("counted faults apply in the order they were set, then the fault for all calls", async () => {
  await sandbox.fault("get", "429");
  await sandbox.fault("get", "500-before-effect", 2);
  await sandbox.fault("cancel", "garbage", 1);
  const approved = await sandbox.approve("sequence-1");
  const status = async () => (await sandbox.get(`/v1/payments/${approved.paymentKey}`)).status;
  expect([await status(), await status(), await status(), await status()]).toEqual([500, 500, 429, 429]);
  expect((await sandbox.get("/sandbox/faults")).body).toEqual({
    faults: [
      { operation: "cancel", mode: "garbage", times: 1 },
      { operation: "get", mode: "429", times: null },
    ],
  });
});

test("faults on cancel: a lost answer has refunded once, and the retry with its key shows it", async () => {
  const approved = await sandbox.approve("cancel-fault-1");
  await sandbox.confirm(approved);
  await sandbox.fault("cancel", "reset-after-effect", 1);
  const cancel = { cancelReason: "부분 취소", cancelAmount: 900 };
  await expect(sandbox.cancel(approved.paymentKey, cancel, key("r1"))).rejects.toThrow();
  expect((await sandbox.cancel(approved.paymentKey, cancel, key("r1"))).body.balanceAmount).toBe(12_000);
  expect((await sandbox.audit(approved.paymentKey)).held).toBe(12_000);
  await sandbox.fault("cancel", "decline:NOT_CANCELABLE_PAYMENT", 1);
  expect((await sandbox.cancel(approved.paymentKey, cancel, key("r2"))).status).toBe(403);
  expect((await sandbox.audit(approved.paymentKey)).held).toBe(12_000);
});

test.each([
  "slow",
  "slow:-1",
  "slow:1.5",
  "decline",
  "decline:lower",
  "webhook-duplicate:x",
  "hang-then-effect:9999999",
  "no-such-mode",
  "",
])("%j is no mode", async (mode) => {
  expect(parseFault(mode)).toBeNull();
  const reply = await sandbox.post<Refusal>("/sandbox/faults", { operation: "confirm", mode });
  expect(reply).toMatchObject({ status: 400, body: { code: "INVALID_REQUEST" } });
});
