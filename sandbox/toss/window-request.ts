import type { Language } from "../language.ts";
import { languageOf } from "../language.ts";
import { readReturnAddress } from "../return-address.ts";
import type { TossContext } from "./context.ts";
import { TossError } from "./errors.ts";
import { type Method, methods } from "./payments.ts";

/** The shop's request to the payment window, read from the window's address. */
export interface WindowRequest {
  readonly orderId: string;
  readonly orderName: string;
  readonly amount: number;
  readonly taxFreeAmount: number;
  readonly currency: string;
  readonly customerName: string | null;
  readonly method: Method;
  readonly validHours?: number | undefined;
  readonly successUrl: URL;
  readonly failUrl: URL;
  readonly language: Language;
}

/** Names of payment methods as the browser SDK writes them. */
const sdkMethods: Readonly<Record<string, Method>> = {
  CARD: "카드",
  EASY_PAY: "간편결제",
  TRANSFER: "계좌이체",
  VIRTUAL_ACCOUNT: "가상계좌",
};

export function readMethod(text: string): Method | null {
  return sdkMethods[text] ?? methods.find((method) => method === text) ?? null;
}

const AMOUNT = /^\d{1,13}$/;
const CURRENCIES = ["KRW", "JPY", "USD", "EUR"];

export const languageOfWindow = (locale: unknown, acceptLanguage: string | undefined): Language =>
  typeof locale === "string" && locale !== "" ? languageOf(locale) : languageOf(acceptLanguage);

/**
 * Errors: INVALID_API_KEY (not this merchant's key), INVALID_REQUEST with the names of all wrong parameters.
 */
export function readWindowRequest(
  query: Readonly<Record<string, unknown>>,
  acceptLanguage: string | undefined,
  sandbox: TossContext,
): WindowRequest {
  // A parameter given twice arrives as a list and counts as missing.
  const text = (name: string): string => (typeof query[name] === "string" ? query[name] : "");
  if (text("clientKey") !== sandbox.clientKey) throw new TossError("INVALID_API_KEY");

  const problems: string[] = [];
  const required = <Value>(name: string, value: Value | null): Value | null => {
    if (value === null) problems.push(name);
    return value;
  };
  const valueIf = (valid: boolean, value: string): string | null => (valid ? value : null);
  const address = (name: string): URL | null =>
    required(name, readReturnAddress(text(name), sandbox.publicUrl(), sandbox.returnOrigins));

  const orderId = required(
    "orderId",
    valueIf(/^[A-Za-z0-9_=-]{6,64}$/.test(text("orderId")), text("orderId")),
  );
  const nameLength = text("orderName").length;
  const orderName = required("orderName", valueIf(nameLength >= 1 && nameLength <= 100, text("orderName")));
  const amount = Number(
    required("amount", valueIf(AMOUNT.test(text("amount")) && Number(text("amount")) > 0, text("amount"))),
  );
  const taxFree = text("taxFreeAmount") || "0";
  required("taxFreeAmount", valueIf(AMOUNT.test(taxFree) && Number(taxFree) <= amount, taxFree));
  const currency = required(
    "currency",
    valueIf(CURRENCIES.includes(text("currency") || "KRW"), text("currency") || "KRW"),
  );
  required("customerName", valueIf(text("customerName").length <= 100, ""));
  required("customerEmail", valueIf(text("customerEmail").length <= 100, ""));
  const method = required("method", readMethod(text("method") || "CARD"));
  const hours = text("validHours");
  required("validHours", valueIf(hours === "" || /^[1-9]\d{0,3}$/.test(hours), hours));
  const successUrl = address("successUrl");
  const failUrl = address("failUrl");

  if (!orderId || !orderName || !currency || !method || !successUrl || !failUrl || problems.length > 0) {
    throw new TossError("INVALID_REQUEST", problems.join(", "));
  }
  return {
    orderId,
    orderName,
    amount,
    taxFreeAmount: Number(taxFree),
    currency,
    customerName: text("customerName") || null,
    method,
    validHours: hours === "" ? undefined : Number(hours),
    successUrl,
    failUrl,
    language: languageOfWindow(query.locale, acceptLanguage),
  };
}
