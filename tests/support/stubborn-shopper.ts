/** A shopper's program that repeats each step of a purchase, with its key, until the answer is definite. */
import { setTimeout as waitFor } from "node:timers/promises";
import {
  type ApiResponse,
  type ApprovedPayment,
  type Client,
  client,
  newKey,
  type PlacedOrder,
} from "./client.ts";

export interface Purchase {
  readonly orderId: string;
  readonly approved: ApprovedPayment;
  /** The final answer to the confirm: its status, and the code of a refusal. */
  readonly end: string;
}

export interface Hardship {
  readonly isOver: () => boolean;
  /**
   * A crash of the database may lose a cart that was filled just before it, but no order. The shopper then
   * fills another cart. A crash of the shop's own programs loses no cart.
   */
  readonly databaseDies: boolean;
  /** The shop's key at the payment provider. */
  readonly providerKey?: string;
  /** For tests: waits some milliseconds. */
  readonly wait?: (ms: number) => Promise<unknown>;
}

/**
 * The pause between attempts grows from the first to the second number. After a 429 it is as long as
 * Retry-After says, as a browser's page waits.
 */
const RETRY_MS = [20, 400] as const;

/**
 * One purchase by a shopper's program that repeats each step, with its key, until the answer is definite.
 * `door` selects a process for each attempt. It ends without an answer once `isOver` is true.
 */
export async function buyStubbornly(
  sandboxUrl: () => Promise<string>,
  door: () => Client,
  variantId: string,
  hardship: Hardship,
): Promise<Purchase> {
  const { providerKey = "test_sk_sandbox" } = hardship;
  const placed = await placeStubbornly(door, variantId, hardship);
  const window = new URL(placed.payment.windowUrl ?? "");
  const approval = `${window.pathname}${window.search}`;
  const approve = () => door().request<ApprovedPayment>("POST", approval, { action: "approve" });
  const answer = await insist(approve, hardship);
  // When the answer to an approval was lost, the repeat is refused: the payment is approved already.
  const known =
    answer.status === 200
      ? undefined
      : await findPayment(sandboxUrl, providerKey, placed.payment.orderId, hardship);
  const approved: ApprovedPayment = known
    ? { paymentKey: known.paymentKey, orderId: known.orderId, amount: placed.payment.amount.amount }
    : answer.body;
  const confirmKey = newKey();
  const confirmed = await insist(() => door().confirm(approved, confirmKey), hardship);
  return {
    orderId: placed.order.id,
    approved,
    end: `${confirmed.status} ${(confirmed.body as { code?: string }).code ?? "paid"}`,
  };
}

async function placeStubbornly(
  door: () => Client,
  variantId: string,
  hardship: Hardship,
): Promise<PlacedOrder> {
  const { isOver, databaseDies } = hardship;
  for (;;) {
    const cart = await insist(() => door().request<{ id: string }>("POST", "/api/v1/carts", {}), hardship);
    await insist(() => door().addItem(cart.body.id, variantId), hardship);
    const orderKey = newKey();
    const { body, status } = await insist(() => door().placeOrder(cart.body.id, {}, orderKey), hardship);
    if (status === 201) return body;
    const { code = "" } = body as { code?: string };
    const isLost = databaseDies && ["NOT_FOUND", "CART_EMPTY"].includes(code);
    if (!isLost || isOver()) throw new Error(`the order was refused: ${JSON.stringify(body)}`);
  }
}

/** The provider may be killed as well while its books are asked for. */
async function findPayment(
  sandboxUrl: () => Promise<string>,
  key: string,
  orderId: string,
  hardship: Hardship,
) {
  const books = async () => {
    const provider = client(await sandboxUrl());
    return provider.request<{ payments: { paymentKey: string; orderId: string }[] }>(
      "GET",
      "/sandbox/payments",
      undefined,
      { authorization: `Basic ${btoa(`${key}:`)}` },
    );
  };
  const { payments } = (await insist(books, hardship)).body;
  return payments.find((payment) => payment.orderId === orderId);
}

/** A shopper stopped to wait for a definite answer. */
export class NoAnswer extends Error {}

/**
 * Repeats a request until its answer is definite: not lost, not 5xx, not "later". Throws NoAnswer once
 * `isOver` is true.
 */
export async function insist<Body>(
  request: () => Promise<ApiResponse<Body>>,
  { isOver, wait = waitFor }: Pick<Hardship, "isOver" | "wait">,
): Promise<ApiResponse<Body>> {
  for (let pauseMs: number = RETRY_MS[0]; ; pauseMs = Math.min(pauseMs * 2, RETRY_MS[1])) {
    const answer = await request().catch((error: unknown) => {
      // fetch throws a TypeError when the connection is refused or breaks: the server is being killed.
      if (error instanceof TypeError) return null;
      throw error;
    });
    if (answer && isDefinite(answer)) return answer;
    if (isOver())
      throw new NoAnswer(
        `no definite answer: ${answer ? `${answer.status} ${JSON.stringify(answer.body)}` : "no connection"}`,
      );
    // In short pieces: the deadline may come before the time that the shop asks for.
    for (let leftMs = askedMs(answer) ?? pauseMs; leftMs > 0 && !isOver(); leftMs -= RETRY_MS[1])
      await wait(Math.min(leftMs, RETRY_MS[1]));
  }
}

/** What a 429 asks for, milliseconds. */
function askedMs(answer: Pick<ApiResponse<unknown>, "status" | "headers"> | null): number | undefined {
  const asked = answer?.status === 429 ? answer.headers.get("retry-after") : null;
  return asked === null ? undefined : Number(asked) * 1000;
}

function isDefinite({ status, body }: Pick<ApiResponse<unknown>, "status" | "body">): boolean {
  if (status >= 500 || status === 202 || status === 429) return false;
  return (body as { code?: string }).code !== "REQUEST_IN_PROGRESS";
}
