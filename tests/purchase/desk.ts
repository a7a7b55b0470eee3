/** Staff at the orders' desk, for tests. */
import type { Static } from "typebox";
import type { CancelQuote } from "../../server/modules/orders/schemas.ts";
import type { StaffOrder, StaffOrderList } from "../../server/modules/orders/staff-schemas.ts";
import { type ApiResponse, type Client, newKey } from "../support/client.ts";

type DeskOrder = Static<typeof StaffOrder>;
type Answer = Promise<ApiResponse<DeskOrder>>;

export function orderDesk(client: Client) {
  const path = "/api/v1/admin/orders";
  const send = async (address: string, body?: object, headers: Record<string, string> = {}): Answer =>
    client.request("POST", address, body, { ...(await client.signInOwner()), ...headers });
  return {
    list: async (query = "") =>
      client.request<Static<typeof StaffOrderList>>(
        "GET",
        `${path}${query}`,
        undefined,
        await client.signInOwner(),
      ),
    read: async (id: string): Answer =>
      client.request("GET", `${path}/${id}`, undefined, await client.signInOwner()),
    prepare: (id: string) => send(`${path}/${id}/prepare`),
    note: (id: string, text: string) => send(`${path}/${id}/notes`, { text }),
    ship: (id: string, parcel: object = {}) =>
      send(`${path}/${id}/shipments`, { carrier: "cj", trackingNumber: "123456789012", ...parcel }),
    hold: (id: string, reason = "입금자가 달라요") => send(`${path}/${id}/hold`, { reason }),
    release: (id: string) => send(`${path}/${id}/release`),
    deliver: (shipmentId: string) => send(`/api/v1/admin/shipments/${shipmentId}/delivered`),
    cancel: (id: string, body: object, key = newKey()) =>
      send(`${path}/${id}/cancel`, { reason: "재고가 없어요", ...body }, { "idempotency-key": key }),
    quoteCancel: async (id: string, body: object) =>
      client.request<Static<typeof CancelQuote>>(
        "POST",
        `${path}/${id}/cancel/quote`,
        body,
        await client.signInOwner(),
      ),
    retry: (id: string) => send(`${path}/${id}/refunds/retry`),
    refund: (id: string, body: object, key = newKey()) =>
      send(`${path}/${id}/refunds`, { reason: "포장이 찢어졌어요", ...body }, { "idempotency-key": key }),
  };
}
