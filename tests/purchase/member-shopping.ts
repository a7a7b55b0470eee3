/** Steps of members in the tests of a purchase. */
import {
  type ApiResponse,
  type Client,
  type HeaderFields,
  type Member,
  newKey,
  type Order,
  type PlacedOrder,
} from "../support/client.ts";

type Lines = readonly (readonly [variantId: string, quantity: number])[];
export interface OrderSummary {
  readonly id: string;
  readonly status: string;
}

/** Puts the lines into the member's cart and places the order. */
export async function placeAs(member: Member, lines: Lines): Promise<PlacedOrder & { cartId: string }> {
  const { id: cartId } = await member.createCart();
  for (const [variantId, quantity] of lines) await member.addItem(cartId, variantId, quantity);
  const { status, body } = await member.placeOrder(cartId);
  if (status !== 201) throw new Error(`the order was not placed: ${JSON.stringify(body)}`);
  return { ...body, cartId };
}

/** Places the order, approves it and confirms the payment. */
export async function buyAs(member: Member, lines: Lines): Promise<PlacedOrder & { cartId: string }> {
  const placed = await placeAs(member, lines);
  const { status, body } = await member.confirm(await member.approve(placed.payment.windowUrl));
  if (status !== 200) throw new Error(`the order was not paid: ${JSON.stringify(body)}`);
  return placed;
}

export const read = (by: Client, orderId: string, headers: HeaderFields = {}): Promise<ApiResponse<Order>> =>
  by.request("GET", `/api/v1/orders/${orderId}`, undefined, headers);

export const payAgain = (
  by: Client,
  orderId: string,
  headers: HeaderFields = {},
): Promise<ApiResponse<{ payment: PlacedOrder["payment"] }>> =>
  by.request("POST", `/api/v1/orders/${orderId}/payments`, {}, { "idempotency-key": newKey(), ...headers });

/** All pages of the member's list of orders. */
export async function listOf(by: Client, limit = 100): Promise<OrderSummary[]> {
  const items: OrderSummary[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const path: string = `/api/v1/orders?limit=${limit}${cursor && `&cursor=${cursor}`}`;
    const answer: ApiResponse<{ items: OrderSummary[]; nextCursor: string | null }> = await by.request(
      "GET",
      path,
    );
    if (answer.status !== 200) throw new Error(`the orders cannot be listed: ${answer.status}`);
    items.push(...answer.body.items);
    cursor = answer.body.nextCursor;
  }
  return items;
}
