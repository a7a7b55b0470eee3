import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { everyone } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { languageOf, problems } from "../../platform/http/problem.ts";
import { Money } from "../../platform/money.ts";
import { Closed, Nullable, Quantity, Uuid } from "../../platform/schema.ts";
import { shownVariantFields } from "../catalog/contract.ts";
import { type CartView, presentCart } from "./present.ts";
import { addItem, type Carts, createCart, emptyCart, getCart, removeItem, setQuantity } from "./service.ts";

export const Cart = Closed({
  id: Uuid,
  items: Type.Array(
    Closed({
      id: Uuid,
      ...shownVariantFields,
      quantity: Type.Integer(),
      unitPrice: Money,
      previousUnitPrice: Type.Optional(Money),
      lineTotal: Money,
      available: Type.Integer(),
      problem: Type.Optional(
        Type.Union([Type.Literal("SOLD_OUT"), Type.Literal("NOT_ENOUGH_STOCK"), Type.Literal("NOT_FOR_SALE")]),
      ),
    }),
  ),
  itemCount: Type.Integer({ description: "sum of the quantities" }),
  subtotal: Money,
  deliveryFee: Money,
  total: Money,
  freeDeliveryRemaining: Nullable(Money),
});
const CartRef = Closed({ id: Uuid });
const ItemRef = Closed({ id: Uuid, itemId: Uuid });

export function routes(app: App, carts: Carts): void {
  const config = { access: everyone };
  const tags = ["cart"];
  const answer = (request: FastifyRequest, reply: FastifyReply, view: CartView) => {
    reply.header("cache-control", "no-store");
    return presentCart(view, carts.delivery, languageOf(request));
  };

  app.post(
    "/api/v1/carts",
    {
      config,
      schema: { tags, body: Nullable(Closed({})), response: { 201: Cart, ...problems(400) } },
    },
    async (request, reply) => {
      const id = await createCart(carts);
      const view = emptyCart(carts, id);
      reply.code(201).header("location", `/api/v1/carts/${id}`);
      return answer(request, reply, view);
    },
  );

  app.get(
    "/api/v1/carts/:id",
    {
      config,
      schema: { tags, params: CartRef, response: { 200: Cart, ...problems(404) } },
    },
    async (request, reply) => answer(request, reply, await getCart(carts, request.params.id)),
  );

  app.post(
    "/api/v1/carts/:id/items",
    {
      config,
      schema: {
        tags,
        params: CartRef,
        body: Closed({ variantId: Uuid, quantity: Quantity }),
        response: { 200: Cart, ...problems(400, 404, 409) },
      },
    },
    async (request, reply) => {
      const { variantId, quantity } = request.body;
      return answer(request, reply, await addItem(carts, request.params.id, variantId, quantity));
    },
  );

  app.patch(
    "/api/v1/carts/:id/items/:itemId",
    {
      config,
      schema: {
        tags,
        params: ItemRef,
        body: Closed({ quantity: Quantity }),
        response: { 200: Cart, ...problems(400, 404) },
      },
    },
    async (request, reply) => {
      const { id, itemId } = request.params;
      return answer(request, reply, await setQuantity(carts, id, itemId, request.body.quantity));
    },
  );

  app.delete(
    "/api/v1/carts/:id/items/:itemId",
    {
      config,
      schema: { tags, params: ItemRef, response: { 200: Cart, ...problems(404) } },
    },
    async (request, reply) => {
      const { id, itemId } = request.params;
      return answer(request, reply, await removeItem(carts, id, itemId));
    },
  );
}
