/** Cash receipts by Toss: `POST /v1/cash-receipts`, and its cancel, which takes a part. */
import { Type } from "typebox";
import { Compile } from "typebox/compile";
import type { Send } from "../../platform/http/send.ts";
import type { ReceiptAnswer, ReceiptIssuer } from "./provider.ts";
import { ask, isUncertain, type ProviderResponse } from "./provider-http.ts";

const isReceipt = Compile(
  Type.Object({
    receiptKey: Type.String({ minLength: 1 }),
    issueStatus: Type.Optional(Type.String()),
    receiptUrl: Type.Optional(Type.Union([Type.Null(), Type.String()])),
    failure: Type.Optional(Type.Union([Type.Null(), Type.Object({ code: Type.String() })])),
  }),
);
const isRefusal = Compile(Type.Object({ code: Type.String() }));
/** Toss's words for the two kinds. */
const types = { income: "\uc18c\ub4dd\uacf5\uc81c", expense: "\uc9c0\ucd9c\uc99d\ube59" } as const;
/** Of a request that runs, or of our keys: no decision about the receipt. */
const UNCLEAR = ["IDEMPOTENT_REQUEST_PROCESSING", "PROVIDER_ERROR", "INVALID_API_KEY", "UNAUTHORIZED_KEY"];

interface Connection {
  readonly apiUrl: string;
  readonly timeoutMs: number;
}

export function tossReceipts(
  { apiUrl, timeoutMs }: Connection,
  authorization: string,
  send: Send,
): ReceiptIssuer {
  const post = async (path: string, requestId: string, body: object): Promise<ReceiptAnswer> =>
    understand(
      await ask(send, {
        method: "POST",
        url: new URL(`${apiUrl}/v1/cash-receipts${path}`),
        headers: { authorization, "content-type": "application/json", "idempotency-key": requestId },
        body: JSON.stringify(body),
        timeoutMs,
      }),
    );
  return {
    cancelsInPart: true,
    issue: ({ requestId, name: orderId, orderName, amount, taxFree, kind, number: customerIdentityNumber }) =>
      post("", requestId, {
        amount,
        ...(taxFree > 0 && { taxFreeAmount: taxFree }),
        ...{ orderId, orderName, customerIdentityNumber, type: types[kind] },
      }),
    cancel: ({ requestId, receiptKey, amount }) =>
      post(`/${encodeURIComponent(receiptKey)}/cancel`, requestId, { amount }),
  };
}

function understand(response: ProviderResponse | null): ReceiptAnswer {
  if (response === null) return { kind: "unclear", code: "NO_ANSWER" };
  const { status, json } = response;
  if (status === 200 && isReceipt.Check(json)) {
    const { receiptKey, receiptUrl: url = null, issueStatus, failure } = json;
    if (issueStatus === "FAILED") return { kind: "refused", code: failure?.code ?? issueStatus };
    return { kind: "done", receiptKey, url };
  }
  if (!isRefusal.Check(json)) return { kind: "unclear", code: `HTTP_${status}` };
  const { code } = json;
  const isOpen = isUncertain(status) || status === 401 || UNCLEAR.includes(code);
  return { kind: isOpen ? "unclear" : "refused", code };
}
