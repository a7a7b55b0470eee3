/** Toss's list of a day: `GET /v1/transactions`, a page after the other. */
import { Type } from "typebox";
import { Compile } from "typebox/compile";
import type { Send } from "../../platform/http/send.ts";
import { ownField } from "../../platform/own-field.ts";
import type { ListedMovement, MovementList } from "./provider.ts";
import { ask } from "./provider-http.ts";

const isPage = Compile(
  Type.Array(
    Type.Object({
      transactionKey: Type.String(),
      orderId: Type.String(),
      status: Type.String(),
      transactionAt: Type.String(),
      amount: Type.Integer(),
    }),
  ),
);
const PAGE = 1_000;
/** More movements than a shop of this size has in a day. */
const MAX_PAGES = 200;

/** The status of a payment after a movement says which way the money went. */
const kinds: Readonly<Record<string, ListedMovement["kind"]>> = {
  DONE: "capture",
  CANCELED: "refund",
  PARTIAL_CANCELED: "refund",
  // The bank took a deposit back.
  WAITING_FOR_DEPOSIT: "refund",
};

export async function listMovements(
  { apiUrl, timeoutMs }: { readonly apiUrl: string; readonly timeoutMs: number },
  authorization: string,
  send: Send,
  from: Date,
  to: Date,
): Promise<MovementList> {
  const movements: ListedMovement[] = [];
  for (let page = 0, after = ""; page < MAX_PAGES; page += 1) {
    const query = new URLSearchParams({
      startDate: from.toISOString(),
      endDate: to.toISOString(),
      limit: String(PAGE),
      ...(after && { startingAfter: after }),
    });
    const url = new URL(`${apiUrl}/v1/transactions?${query}`);
    const response = await ask(send, { method: "GET", url, headers: { authorization }, body: "", timeoutMs });
    if (response?.status !== 200 || !isPage.Check(response.json))
      return { kind: "unclear", code: response ? `HTTP_${response.status}` : "NO_ANSWER" };
    for (const { orderId, status, transactionAt: at, amount } of response.json) {
      const kind = ownField(kinds, status);
      if (kind) movements.push({ providerOrderId: orderId, kind, amount, at });
    }
    after = response.json.at(-1)?.transactionKey ?? "";
    if (response.json.length < PAGE) return { kind: "listed", movements };
  }
  return { kind: "unclear", code: "TOO_MANY" };
}
