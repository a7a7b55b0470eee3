/** Claims for tests: orders that arrived, what their buyers ask for, and staff that decide. */
import type { Static } from "typebox";
import type {
  ClaimList,
  ClaimOptions,
  ClaimQuote,
  ExchangeOptions,
  OneClaim,
  StaffClaim,
  StaffClaimList,
} from "../../server/modules/orders/claims/schemas.ts";
import {
  type ApiResponse,
  type Client,
  type HeaderFields,
  newKey,
  type PlacedOrder,
} from "../support/client.ts";
import { orderDesk } from "./desk.ts";
import type { PurchaseStage } from "./stage.ts";

type Body = Readonly<Record<string, unknown>>;
type Answer = Promise<ApiResponse<Static<typeof StaffClaim>>>;

/** A guest's proof; a member's client has its own. */
const proofOf = ({ guestToken }: PlacedOrder) =>
  guestToken === undefined ? {} : { "x-guest-token": guestToken };

export function claimant(client: Client) {
  const path = ({ order }: PlacedOrder) => `/api/v1/orders/${order.id}/claims`;
  return {
    claim: (placed: PlacedOrder, body: Body, key = newKey()) =>
      client.request<Static<typeof OneClaim>>(
        "POST",
        path(placed),
        { kind: "return", reason: "색이 달라요", ...body },
        { "idempotency-key": key, ...proofOf(placed) },
      ),
    quote: (placed: PlacedOrder, body: Body) =>
      client.request<Static<typeof ClaimQuote>>(
        "POST",
        `${path(placed)}/quote`,
        { kind: "return", ...body },
        proofOf(placed),
      ),
    list: (placed: PlacedOrder) =>
      client.request<Static<typeof ClaimList>>("GET", path(placed), undefined, proofOf(placed)),
    options: (placed: PlacedOrder, lineId: string) =>
      client.request<Static<typeof ExchangeOptions>>(
        "GET",
        `/api/v1/orders/${placed.order.id}/lines/${lineId}/exchange-options`,
        undefined,
        proofOf(placed),
      ),
    withdraw: (placed: PlacedOrder, claimId: string) =>
      client.request<Static<typeof OneClaim>>(
        "POST",
        `${path(placed)}/${claimId}/withdraw`,
        undefined,
        proofOf(placed),
      ),
    confirmPurchase: (placed: PlacedOrder) =>
      client.request(
        "POST",
        `/api/v1/orders/${placed.order.id}/confirm-purchase`,
        undefined,
        proofOf(placed),
      ),
  };
}

export function claimDesk(client: Client) {
  const path = "/api/v1/admin/claims";
  const send = async (id: string, step: string, body?: object, headers: HeaderFields = {}): Answer =>
    client.request("POST", `${path}/${id}/${step}`, body, { ...(await client.signInOwner()), ...headers });
  return {
    list: async (query = "") =>
      client.request<Static<typeof StaffClaimList>>(
        "GET",
        `${path}${query}`,
        undefined,
        await client.signInOwner(),
      ),
    read: async (id: string): Answer =>
      client.request("GET", `${path}/${id}`, undefined, await client.signInOwner()),
    options: async (id: string) =>
      client.request<Static<typeof ClaimOptions>>(
        "GET",
        `${path}/${id}/options`,
        undefined,
        await client.signInOwner(),
      ),
    approve: (id: string, body?: object) => send(id, "approve", body),
    name: (id: string, lines: readonly object[]) => send(id, "options", { lines }),
    reject: (id: string, reason = "사용한 흔적이 있어요") => send(id, "reject", { reason }),
    collected: (id: string, parcel: object = {}) => send(id, "collected", parcel),
    inspected: (id: string, lines?: readonly object[], more: object = {}) =>
      send(id, "inspected", { ...(lines && { lines }), ...more }),
    inspectedWithoutBody: (id: string) => send(id, "inspected"),
    feeReceived: (id: string) => send(id, "fee-received"),
    feePaidBack: (id: string, body: object) => send(id, "fee-paid-back", body),
    feeWaived: (id: string, reason = "단골 손님") => send(id, "fee-waived", { reason }),
    /** Null: without a key. */
    complete: (id: string, key: string | null = newKey()) =>
      send(id, "complete", undefined, key === null ? {} : { "idempotency-key": key }),
    reship: (id: string) => send(id, "reship", { carrier: "cj", trackingNumber: "555566667777" }),
    turn: (id: string) => send(id, "turn-into-return"),
  };
}

/** A guest's order of one line that was sent and has arrived. */
export async function arrived(
  stage: PurchaseStage,
  pieces = 3,
  { staff = stage.shopper, buyer = stage.shopper, price = 10_000 } = {},
) {
  const variant = await stage.stock(10, price);
  const placed = await buyer.buy(variant.id, pieces);
  const { id } = placed.order;
  const desk = orderDesk(staff);
  await desk.prepare(id);
  const { body } = await desk.ship(id);
  const { status } = await desk.deliver(body.shipments[0]?.id ?? "");
  if (status !== 200) throw new Error(`the order did not arrive: ${status}`);
  return { variant, placed, id, lineId: placed.order.items[0]?.id ?? "" };
}
