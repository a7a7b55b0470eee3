import { Type } from "typebox";
import { everyone } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { languageOf } from "../../platform/http/problem.ts";
import { Closed, EmailInput, Plain } from "../../platform/schema.ts";
import type { OrdersContext } from "./context.ts";
import { storedNumber } from "./order.ts";
import { OrderDetails } from "./schemas.ts";
import { askForCode, exchangeCode } from "./service/look-up.ts";
import { showOrder } from "./service/read-order.ts";

const tags = ["orders"];
const OrderNumber = Plain("^[0-9]{6}-?[0-9A-Za-z]{7}$", { description: "261129-4K7PQ2M" });

/** How a guest finds an order without the browser that placed it. */
export function lookupRoutes(app: App, orders: OrdersContext): void {
  app.post(
    "/api/v1/orders/lookup",
    {
      config: { access: everyone },
      schema: {
        tags,
        summary: "Ask for a code to open a guest's order",
        description:
          "If the order was placed with this e-mail, a code of six digits comes by mail. It opens the " +
          "order for ten minutes. The response is the same if there is no such order.",
        body: Closed({ number: OrderNumber, email: EmailInput }),
        response: { 202: Closed({ status: Type.Literal("accepted") }) },
      },
    },
    async (request, reply) => {
      await askForCode(orders, storedNumber(request.body.number), request.body.email);
      return reply.code(202).send({ status: "accepted" });
    },
  );

  app.post(
    "/api/v1/orders/lookup/confirm",
    {
      config: { access: everyone },
      schema: {
        tags,
        summary: "Open a guest's order with the code",
        description: "The token opens the order for thirty days, in the header X-Guest-Token.",
        problems: ["LOOKUP_CODE_WRONG"],
        body: Closed({ number: OrderNumber, code: Plain("^[0-9]{6}$", { description: "6 digits" }) }),
        response: { 200: Closed({ order: OrderDetails, guestToken: Type.String() }) },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const { number, code } = request.body;
      const { order, guestToken } = await exchangeCode(orders, storedNumber(number), code);
      return { order: await showOrder(orders, order, languageOf(request)), guestToken };
    },
  );
}
