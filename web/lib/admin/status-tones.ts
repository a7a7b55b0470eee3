/**
 * How a status stands out in the tables of the back office: what is due catches the eye, what is over steps
 * back. Pure.
 */
import type {
  ImportCard,
  OpenRefund,
  ProductStatus,
  StaffClaimList,
  StaffMember,
  StaffOrderList,
  StaffPayment,
  StaffPromotion,
  TrainingRun,
  Webhook,
  WebhookDelivery,
} from "../api/types.ts";
import type { KeyState } from "./api-keys/key-state.ts";

/** `due`: staff should act, or something failed. `plain`: it goes on by itself, or waits for others. */
export type Tone = "good" | "due" | "plain" | "over";

export const orderTones: Readonly<Record<StaffOrderList["items"][number]["status"], Tone>> = {
  pending_payment: "plain",
  awaiting_deposit: "plain",
  on_hold: "due",
  paid: "due",
  preparing: "due",
  shipped: "plain",
  delivered: "good",
  completed: "good",
  returned: "over",
  canceled: "over",
  expired: "over",
};

export const claimTones: Readonly<Record<StaffClaimList["items"][number]["status"], Tone>> = {
  requested: "due",
  collecting: "plain",
  collected: "due",
  inspected: "due",
  refunding: "plain",
  reshipping: "plain",
  refunded: "good",
  done: "good",
  rejected: "over",
  withdrawn: "over",
};

export const paymentTones: Readonly<Record<StaffPayment["status"], Tone>> = {
  ready: "plain",
  confirming: "plain",
  awaiting_deposit: "plain",
  paid: "good",
  partially_refunded: "good",
  refunded: "over",
  failed: "due",
  expired: "over",
  canceled: "over",
};

export const refundTones: Readonly<Record<OpenRefund["status"], Tone>> = {
  waiting: "due",
  requested: "plain",
  succeeded: "good",
  failed: "due",
  withdrawn: "plain",
};

/** Of coupons too. */
export const promotionTones: Readonly<Record<StaffPromotion["status"], Tone>> = {
  active: "good",
  paused: "plain",
  ended: "over",
};

export const productTones: Readonly<Record<ProductStatus, Tone>> = {
  active: "good",
  scheduled: "due",
  draft: "plain",
  archived: "over",
};

export const memberTones: Readonly<Record<StaffMember["status"], Tone>> = {
  active: "good",
  disabled: "due",
};

export const importTones: Readonly<Record<ImportCard["status"], Tone>> = {
  uploaded: "plain",
  checked: "plain",
  running: "plain",
  done: "good",
  failed: "due",
};

export const runTones: Readonly<Record<TrainingRun["status"], Tone>> = {
  running: "plain",
  ready: "good",
  rejected: "over",
  too_little: "over",
  failed: "due",
};

export const keyTones: Readonly<Record<KeyState, Tone>> = {
  active: "good",
  ending: "due",
  powerless: "due",
  expired: "over",
  revoked: "over",
};

export const webhookTones: Readonly<Record<Webhook["status"], Tone>> = {
  active: "good",
  paused: "plain",
  disabled: "due",
};

export const deliveryTones: Readonly<Record<WebhookDelivery["state"], Tone>> = {
  waiting: "plain",
  delivered: "good",
  dead: "due",
};
