/** Where a deposit is paid back to: the buyer says it, or staff for the buyer. */
import { callerOf } from "../../platform/audit-log/audit-log.ts";
import { accountIdOf, can, guestOrSignedIn } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { languageOf } from "../../platform/http/problem.ts";
import { RefundAccount } from "../payments/contract.ts";
import type { OrdersContext } from "./context.ts";
import { GuestHeaders, OrderRef } from "./request-schemas.ts";
import { OrderDetails } from "./schemas.ts";
import { getOrderOf, showOrder } from "./service/read-order.ts";
import { storeRefundAccount } from "./service/refund-account.ts";
import { readForStaff } from "./service/staff-orders.ts";
import { StaffOrder } from "./staff-schemas.ts";

const tags = ["orders"];
const description =
  "Of a bank in Korea. Refunds that waited for it are carried out. It is not shown again, and deleted when " +
  "no refund needs it.";
const problems = ["WRONG_ORDER_STATUS"];

export function refundAccountRoutes(app: App, orders: OrdersContext): void {
  app.put(
    "/api/v1/orders/:id/refund-account",
    {
      config: { access: guestOrSignedIn("session") },
      schema: {
        tags,
        summary: "Say where a deposit is to be paid back",
        description,
        problems,
        params: OrderRef,
        headers: GuestHeaders,
        body: RefundAccount,
        response: { 200: OrderDetails },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const reader = { memberId: accountIdOf(request), guestToken: request.headers["x-guest-token"] };
      const { id } = await getOrderOf(orders, request.params.id, reader);
      await storeRefundAccount(orders, id, request.body, "buyer");
      return showOrder(orders, await getOrderOf(orders, id, reader), languageOf(request));
    },
  );

  app.put(
    "/api/v1/admin/orders/:id/refund-account",
    {
      config: { access: can("order:refund", { stepUp: true }) },
      schema: {
        tags,
        summary: "Say for the buyer where a deposit is to be paid back",
        description,
        problems,
        params: OrderRef,
        body: RefundAccount,
        response: { 200: StaffOrder },
      },
    },
    async (request) => {
      await storeRefundAccount(orders, request.params.id, request.body, callerOf(request));
      return readForStaff(orders, request.params.id, languageOf(request));
    },
  );
}
