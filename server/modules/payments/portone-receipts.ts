/**
 * Cash receipts by PortOne: under a name that we choose, and taken back as a whole. Its idempotency keys last
 * three hours, but a name has one receipt at most: what a repeat finds done was done by us.
 */
import { Type } from "typebox";
import { Compile } from "typebox/compile";
import type { Send } from "../../platform/http/send.ts";
import type { ReceiptAnswer, ReceiptIssuer } from "./provider.ts";
import { ask, isUncertain, type ProviderResponse } from "./provider-http.ts";

interface Connection {
  readonly apiUrl: string;
  readonly apiSecret: string;
  readonly storeId: string;
  readonly channelKey: string;
  readonly timeoutMs: number;
}

const isIssued = Compile(Type.Object({ cashReceipt: Type.Object({ url: Type.Optional(Type.String()) }) }));
const isCanceled = Compile(Type.Object({ cancelledAmount: Type.Integer() }));
const isRefusal = Compile(Type.Object({ type: Type.String() }));
const DONE_BEFORE = ["CASH_RECEIPT_ALREADY_ISSUED", "CASH_RECEIPT_NOT_ISSUED"];

export function portoneReceipts(
  { apiUrl, apiSecret, storeId, channelKey, timeoutMs }: Connection,
  send: Send,
): ReceiptIssuer {
  async function post(path: string, requestId: string, receiptKey: string, body: object) {
    const response = await ask(send, {
      method: "POST",
      url: new URL(apiUrl + path),
      headers: {
        authorization: `PortOne ${apiSecret}`,
        "content-type": "application/json",
        "idempotency-key": `"${requestId}"`,
      },
      body: JSON.stringify(body),
      timeoutMs,
    });
    return understand(response, receiptKey);
  }
  return {
    cancelsInPart: false,
    issue: ({
      requestId,
      name: paymentId,
      orderName,
      amount,
      taxFree,
      currency,
      kind,
      number: identityNumber,
    }) =>
      post("/cash-receipts", requestId, paymentId, {
        storeId,
        channelKey,
        paymentId,
        orderName,
        currency,
        amount: { total: amount, ...(taxFree > 0 && { taxFree }) },
        type: kind === "income" ? "PERSONAL" : "CORPORATE",
        customer: { identityNumber, identityNumberType: kind === "income" ? "PHONE" : "BUSINESS" },
      }),
    cancel: ({ requestId, receiptKey }) =>
      post(`/payments/${encodeURIComponent(receiptKey)}/cash-receipt/cancel`, requestId, receiptKey, {
        storeId,
      }),
  };
}

function understand(response: ProviderResponse | null, receiptKey: string): ReceiptAnswer {
  if (response === null) return { kind: "unclear", code: "NO_ANSWER" };
  const { status, json } = response;
  if (status === 200 && isIssued.Check(json))
    return { kind: "done", receiptKey, url: json.cashReceipt.url ?? null };
  if (status === 200 && isCanceled.Check(json)) return { kind: "done", receiptKey, url: null };
  if (!isRefusal.Check(json)) return { kind: "unclear", code: `HTTP_${status}` };
  const { type: code } = json;
  if (DONE_BEFORE.includes(code)) return { kind: "done", receiptKey, url: null };
  // Conflicts that pass, and our own secret, decide nothing.
  const isOpen = isUncertain(status) || status === 401 || status === 403;
  return { kind: isOpen ? "unclear" : "refused", code };
}
