/** What members do in tests of a purchase. */
import {
  type Answer,
  type Client,
  type HeaderFields,
  type Member,
  newKey,
  type Order,
  type Placed,
} from "../support/client.ts";

type Lines = readonly (readonly [variantId: string, quantity: number])[];
export interface Summary {
  readonly id: string;
  readonly status: string;
}

/** These lines in the member's cart, which is placed as an order. */
export async function placeAs(member: Member, lines: Lines): Promise<Placed & { cartId: string }> {
  const { id: cartId } = await member.createCart();
  for (const [variantId, quantity] of lines) await member.addItem(cartId, variantId, quantity);
  const { status, body } = await member.placeOrder(cartId);
  if (status !== 201) throw new Error(`the order was not placed: ${JSON.stringify(body)}`);
  return { ...body, cartId };
}

/** Placed, approved and paid. */
export async function buyAs(member: Member, lines: Lines): Promise<Placed & { cartId: string }> {
  const placed = await placeAs(member, lines);
  const { status, body } = await member.confirm(await member.approve(placed.payment.windowUrl));
  if (status !== 200) throw new Error(`the order was not paid: ${JSON.stringify(body)}`);
  return placed;
}

export const read = (by: Client, orderId: string, headers: HeaderFields = {}): Promise<Answer<Order>> =>
  by.request("GET", `/api/v1/orders/${orderId}`, undefined, headers);

export const payAgain = (
  by: Client,
  orderId: string,
  headers: HeaderFields = {},
): Promise<Answer<{ payment: Placed["payment"] }>> =>
  by.request("POST", `/api/v1/orders/${orderId}/payments`, {}, { "idempotency-key": newKey(), ...headers });

/** All pages of a member's list. */
export async function listOf(by: Client, limit = 100): Promise<Summary[]> {
  const items: Summary[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const path: string = `/api/v1/orders?limit=${limit}${cursor && `&cursor=${cursor}`}`;
    const answer: Answer<{ items: Summary[]; nextCursor: string | null }> = await by.request("GET", path);
    if (answer.status !== 200) throw new Error(`the orders cannot be listed: ${answer.status}`);
    items.push(...answer.body.items);
    cursor = answer.body.nextCursor;
  }
  return items;
}
