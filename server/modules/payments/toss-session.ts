/** The data with which a browser opens Toss Payments' window, and the address of the sandbox's. Pure. */
import type { AttemptRequest, PaymentSession } from "./contract.ts";

export interface WindowSettings {
  readonly name: "sandbox" | "toss";
  readonly clientKey: string;
  /** Where the shopper returns to: the shop's public address. */
  readonly publicUrl: string;
  /** Address of the sandbox's window page; absent for the real provider: its script opens the window. */
  readonly windowUrl?: string;
  /** How long a virtual account waits for its deposit. */
  readonly depositHours: number;
}

/** Toss allows 100 characters. */
const MAX_NAME = 100;
/** A guest has no lasting customer key. */
const ANONYMOUS = "@@ANONYMOUS";

export function tossSession(
  settings: WindowSettings,
  input: AttemptRequest,
  providerOrderId: string,
): PaymentSession {
  const session = {
    provider: settings.name,
    orderId: providerOrderId,
    orderName: shorten(input.orderName),
    amount: input.amount,
    customerKey: ANONYMOUS,
    clientKey: settings.clientKey,
    ...returnAddresses(settings.publicUrl, input.language),
    expiresAt: input.expiresAt,
    ...(input.taxFree && { taxFreeAmount: input.taxFree }),
    ...(input.method === "TRANSFER" && { method: input.method }),
    ...(input.method === "VIRTUAL_ACCOUNT" && { depositHours: settings.depositHours }),
  };
  return settings.windowUrl === undefined
    ? session
    : { ...session, windowUrl: windowAddress(settings.windowUrl, session, input) };
}

/** Where the shopper comes back to. */
export function returnAddresses(publicUrl: string, language: AttemptRequest["language"]) {
  const prefix = `${publicUrl}${language === "en" ? "/en" : ""}/checkout`;
  return { successUrl: `${prefix}/return`, failUrl: `${prefix}/fail` };
}

function windowAddress(
  windowUrl: string,
  session: PaymentSession,
  { customer, language }: AttemptRequest,
): string {
  const url = new URL(windowUrl);
  url.search = new URLSearchParams({
    clientKey: session.clientKey ?? "",
    orderId: session.orderId,
    orderName: session.orderName,
    amount: String(session.amount.amount),
    currency: session.amount.currency,
    customerName: shorten(customer.name),
    successUrl: session.successUrl,
    failUrl: session.failUrl,
    locale: language,
    ...(session.taxFreeAmount !== undefined && { taxFreeAmount: String(session.taxFreeAmount) }),
    ...(session.method !== undefined && { method: session.method }),
    ...(session.depositHours !== undefined && {
      method: "VIRTUAL_ACCOUNT",
      validHours: String(session.depositHours),
    }),
  }).toString();
  return url.toString();
}

/** Cuts between characters, never inside one. */
export function shorten(text: string): string {
  let short = "";
  for (const character of text) {
    if (short.length + character.length > MAX_NAME) break;
    short += character;
  }
  return short;
}
