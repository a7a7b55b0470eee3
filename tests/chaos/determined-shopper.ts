/** A shopper of the provider chaos, who repeats each request for some seconds and then goes away. */
import { OWNER } from "../../server/platform/testing/owner.ts";
import {
  type ApprovedPayment,
  type Client,
  type HeaderFields,
  newKey,
  type PlacedOrder,
} from "../support/client.ts";
import { insist, NoAnswer } from "../support/stubborn-shopper.ts";
import type { PurchasePlan } from "./purchase-plan.ts";

const PATIENCE_MS = 15_000;

/** What the shopper was told for certain. */
export interface Told {
  readonly orderId: string;
  readonly payment: "paid" | "refused" | "unknown";
  /** Won that cancels and refunds announced. */
  readonly givenBack: number;
  /** A request after the payment had no definite answer: more may have been given back. */
  readonly uncertain: boolean;
}

export interface Shop {
  readonly door: Client;
  /** The header fields of staff who have just signed in. */
  readonly staff: () => Promise<HeaderFields>;
  readonly variantIds: readonly string[];
}

/** Resolves to null for a shopper that went away before the order was placed, or placed none. */
export async function shopDetermined(shop: Shop, plan: PurchasePlan): Promise<Told | null> {
  const placed = await place(shop, plan).catch(goneAway);
  if (placed === null) return null;
  const told = { orderId: placed.order.id, payment: "unknown", givenBack: 0, uncertain: false } as const;
  if (plan.window === "leave") return told;
  const answer = await pay(shop.door, placed, plan).catch(goneAway);
  if (answer === null) return told;
  if (answer !== 200) return { ...told, payment: "refused" };
  return { ...told, payment: "paid", ...(await endAs(shop, placed, plan)) };
}

function goneAway(error: unknown): null {
  if (error instanceof NoAnswer) return null;
  throw error;
}

/** The patience of one step. */
function hardship() {
  const until = Date.now() + PATIENCE_MS;
  return { isOver: () => Date.now() > until };
}

async function place({ door, variantIds }: Shop, { lines }: PurchasePlan): Promise<PlacedOrder | null> {
  const cart = await insist(() => door.request<{ id: string }>("POST", "/api/v1/carts", {}), hardship());
  for (const { product, pieces } of lines) {
    const variantId = variantIds[product] ?? "";
    await insist(() => door.addItem(cart.body.id, variantId, pieces), hardship());
  }
  const key = newKey();
  const { status, body } = await insist(() => door.placeOrder(cart.body.id, {}, key), hardship());
  if (status === 201) return body;
  // A crash of the database may lose a cart that was made just before it.
  const { code = "" } = body as { code?: string };
  if (["NOT_FOUND", "CART_EMPTY"].includes(code)) return null;
  throw new Error(`the order was refused: ${JSON.stringify(body)}`);
}

/** Resolves to the status of the confirm, or null for a shopper that pays in the window and never returns. */
async function pay(
  door: Client,
  { payment }: PlacedOrder,
  { window, confirmMode }: PurchasePlan,
): Promise<number | null> {
  const { pathname, search } = new URL(payment.windowUrl ?? "");
  const choice = { action: "approve", mode: confirmMode };
  const approve = () => door.request<ApprovedPayment>("POST", `${pathname}${search}`, choice);
  const approved = await insist(approve, hardship());
  // The answer to an approval was lost, and the payment is approved: this shopper does not know its key.
  if (approved.status !== 200 || window === "approve and leave") return null;
  const key = newKey();
  const { status, body } = await insist(() => door.confirm(approved.body, key), hardship());
  if (status === 200 || status === 402) return status;
  // The order's time was over, or the payment was of another sum and goes back.
  if (status === 409 || status === 422) return status;
  throw new Error(`the confirm was answered ${status}: ${JSON.stringify(body)}`);
}

type Ending = Pick<Told, "givenBack" | "uncertain">;
type Canceled = { refund?: { amount: { amount: number } } };

async function endAs(
  { door, staff }: Shop,
  { order, guestToken }: PlacedOrder,
  plan: PurchasePlan,
): Promise<Ending> {
  const cancel = (lines?: { lineId: string; quantity: number }[]) =>
    send(
      door,
      `/api/v1/orders/${order.id}/cancel`,
      { reason: "단순 변심", ...(lines && { lines }) },
      {
        "x-guest-token": guestToken,
      },
    );
  const piece = [{ lineId: order.items[0]?.id ?? "", quantity: 1 }];
  switch (plan.ending) {
    case "keep":
      return { givenBack: 0, uncertain: false };
    case "cancel":
      return cancel();
    case "cancel a piece":
      return cancel(piece);
    case "cancel twice at once":
      return sumOf(await Promise.all([cancel(), cancel(piece)]));
    case "return a piece":
      return returnPieces({ door, staff }, { order, guestToken }, piece);
    case "refund":
      return send(
        door,
        `/api/v1/admin/orders/${order.id}/refunds`,
        { amount: 1_000, reason: "사과" },
        await staff(),
      );
  }
}

/** Staff send the order; the buyer returns pieces of it; staff receive them and give the money back. */
async function returnPieces(
  { door, staff }: Pick<Shop, "door" | "staff">,
  { order, guestToken }: Pick<PlacedOrder, "order" | "guestToken">,
  lines: readonly { readonly lineId: string; readonly quantity: number }[],
): Promise<Ending> {
  const proof = await staff();
  const step = <Body>(path: string, body?: object, headers: HeaderFields = proof) =>
    insist(() => door.request<Body>("POST", `/api/v1/${path}`, body, headers), hardship()).catch(goneAway);

  await step(`admin/orders/${order.id}/prepare`);
  const parcel = { carrier: "cj", trackingNumber: "123456789012" };
  const sent = await step<{ shipments?: { id: string }[] }>(`admin/orders/${order.id}/shipments`, parcel);
  await step(`admin/shipments/${sent?.body.shipments?.[0]?.id}/delivered`);
  const wish = { kind: "return", fault: "seller", reason: "깨져서 왔어요", lines };
  const buyer = { "x-guest-token": guestToken, "idempotency-key": newKey() };
  const asked = await step<{ claim?: { id: string } }>(`orders/${order.id}/claims`, wish, buyer);
  const claim = `admin/claims/${asked?.body.claim?.id}`;
  await step(`${claim}/approve`);
  await step(`${claim}/collected`, {});
  const found = lines.map(({ lineId, quantity }) => ({ lineId, received: quantity, resellable: quantity }));
  await step(`${claim}/inspected`, { lines: found });
  const done = await step<{ refunded?: { amount: number } | null }>(`${claim}/complete`);
  const refunded = done?.status === 200 ? done.body.refunded : null;
  // A step whose answer was lost may have gone further than this shopper knows.
  return { givenBack: refunded?.amount ?? 0, uncertain: !refunded };
}

const sumOf = (endings: readonly Ending[]): Ending => ({
  givenBack: endings.reduce((sum, { givenBack }) => sum + givenBack, 0),
  uncertain: endings.some(({ uncertain }) => uncertain),
});

async function send(
  door: Client,
  path: string,
  body: object,
  headers: Readonly<Record<string, string>>,
): Promise<Ending> {
  const key = newKey();
  const request = () => door.request<Canceled>("POST", path, body, { ...headers, "idempotency-key": key });
  const answer = await insist(request, hardship()).catch(goneAway);
  if (answer === null) return { givenBack: 0, uncertain: true };
  return { givenBack: answer.body.refund?.amount.amount ?? 0, uncertain: false };
}

const STAFF_SIGN_IN_MS = 4 * 60_000;

/** Staff who sign in again before a refund would ask them to. */
export function createStaff(door: Client): Shop["staff"] {
  let signedIn: { readonly at: number; readonly proof: Promise<HeaderFields> } | undefined;
  return () => {
    if (!signedIn || Date.now() - signedIn.at > STAFF_SIGN_IN_MS) {
      const signIn = () =>
        door.request<{ accessToken: string }>("POST", "/api/v1/auth/login", {
          email: OWNER.email,
          password: OWNER.password,
        });
      const proof = insist(signIn, { isOver: () => false }).then(({ body }) => ({
        authorization: `Bearer ${body.accessToken}`,
      }));
      signedIn = { at: Date.now(), proof };
    }
    return signedIn.proof;
  };
}
