import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { inputError, inputProblem } from "../../platform/errors.ts";
import { accountIdOf, accountOf, guestOrSignedIn, signedIn } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { languageOf } from "../../platform/http/problem.ts";
import { Money } from "../../platform/money.ts";
import { Closed, Nullable, Uuid } from "../../platform/schema.ts";
import { PriceTier } from "../catalog/contract/price-tiers.ts";
import { shownVariantFields } from "../catalog/contract/variant.ts";
import { Quantity } from "../inventory/contract.ts";
import type { CartContext } from "./context.ts";
import { type CartView, presentCart } from "./present.ts";
import { quoteRoutes } from "./quote-routes.ts";
import { addItem, removeItem, setQuantity } from "./service/change-items.ts";
import { changeVariant } from "./service/change-variant.ts";
import { getMemberCart, mergeCart, openMemberCart } from "./service/member-cart.ts";
import { createCart, emptyCart, getCart } from "./service/read-cart.ts";
import { simulateRoutes } from "./simulate-routes.ts";

const lineProblems = [
  Type.Literal("SOLD_OUT"),
  Type.Literal("NOT_ENOUGH_STOCK"),
  Type.Literal("NOT_FOR_SALE"),
] as const;
/** Why a saved line cannot be bought as it is. */
export const LineProblem = Type.Optional(Type.Union([...lineProblems]));
export const Cart = Closed({
  id: Uuid,
  items: Type.Array(
    Closed({
      id: Uuid,
      ...shownVariantFields,
      quantity: Type.Integer(),
      unitPrice: Money,
      previousUnitPrice: Type.Optional(Money),
      regularUnitPrice: Type.Optional(
        Type.Object(Money.properties, {
          additionalProperties: false,
          description: "the variant's own price, when this line costs less",
        }),
      ),
      tiers: Type.Array(PriceTier, {
        description: "what each piece costs from a number of pieces on, for this shopper",
      }),
      lineTotal: Money,
      discount: { ...Money, description: "the line's part of the promotions" },
      available: Type.Integer(),
      minQuantity: Type.Optional(
        Type.Integer({ description: "pieces in one order, at least; older answers have none" }),
      ),
      maxQuantity: Type.Optional(
        Type.Integer({ description: "pieces in one order, at most; older answers have none" }),
      ),
      problem: Type.Optional(
        Type.Union([...lineProblems, Type.Literal("MINIMUM_QUANTITY"), Type.Literal("QUANTITY_LIMIT")], {
          description: "why the line cannot be ordered as it is",
        }),
      ),
    }),
  ),
  itemCount: Type.Integer({ description: "sum of the quantities" }),
  subtotal: Money,
  promotions: Type.Array(Closed({ name: Type.String(), amount: Money }), {
    description: "what automatic promotions take off",
  }),
  discount: { ...Money, description: "the sum of `promotions`" },
  deliveryFee: Money,
  total: Money,
  freeDeliveryRemaining: Nullable(Money),
});
const CartRef = Closed({ id: Uuid });
const ItemRef = Closed({ id: Uuid, itemId: Uuid });

const tags = ["cart"];

export function showCart(request: FastifyRequest, reply: FastifyReply, view: CartView) {
  reply.header("cache-control", "no-store");
  return presentCart(view, languageOf(request));
}

export function routes(app: App, carts: CartContext): void {
  const config = { access: guestOrSignedIn() };

  app.post(
    "/api/v1/carts",
    {
      config,
      schema: {
        tags,
        summary: "Open a cart",
        description: "A member has one cart: it is answered when there is one.",
        body: Nullable(Closed({})),
        response: { 200: Cart, 201: Cart },
      },
    },
    async (request, reply) => {
      const memberId = accountIdOf(request);
      const { cart, made } = memberId
        ? await openMemberCart(carts, memberId)
        : { cart: await emptyCart(carts, await createCart(carts)), made: true };
      reply.code(made ? 201 : 200).header("location", `/api/v1/carts/${cart.id}`);
      return showCart(request, reply, cart);
    },
  );

  app.get(
    "/api/v1/carts/:id",
    {
      config,
      schema: { tags, summary: "Read a cart", params: CartRef, response: { 200: Cart } },
    },
    async (request, reply) =>
      showCart(request, reply, await getCart(carts, request.params.id, accountIdOf(request))),
  );

  itemRoutes(app, carts);
  quoteRoutes(app, carts);
  simulateRoutes(app, carts);
  memberRoutes(app, carts);
}

function itemRoutes(app: App, carts: CartContext): void {
  const config = { access: guestOrSignedIn() };

  app.post(
    "/api/v1/carts/:id/items",
    {
      config,
      schema: {
        tags,
        summary: "Add a variant to a cart",
        problems: ["UNKNOWN_VARIANT", "TOO_MANY_LINES", "QUANTITY_LIMIT", "MINIMUM_QUANTITY"],
        params: CartRef,
        description:
          "`itemId`: the id that the line had before it was removed. It gets its place back; the price is " +
          "the catalogue's.",
        body: Closed({ variantId: Uuid, quantity: Quantity, itemId: Type.Optional(Uuid) }),
        response: { 200: Cart },
      },
    },
    async (request, reply) =>
      showCart(request, reply, await addItem(carts, request.params.id, request.body, accountIdOf(request))),
  );

  app.patch(
    "/api/v1/carts/:id/items/:itemId",
    {
      config,
      schema: {
        tags,
        summary: "Change the quantity of a line, or its variant",
        description:
          "Another variant of the same product takes the line's place. Where it has a line already, the " +
          "pieces go there.",
        problems: ["UNKNOWN_VARIANT", "QUANTITY_LIMIT", "MINIMUM_QUANTITY"],
        params: ItemRef,
        body: Closed({ quantity: Type.Optional(Quantity), variantId: Type.Optional(Uuid) }),
        response: { 200: Cart },
      },
    },
    async (request, reply) => {
      const { id: cartId, itemId } = request.params;
      const { quantity, variantId } = request.body;
      const item = { cartId, itemId };
      const shopper = accountIdOf(request);
      if (variantId !== undefined) {
        const changed = await changeVariant(carts, item, { variantId, quantity }, shopper);
        return showCart(request, reply, changed);
      }
      if (quantity === undefined) throw inputError([inputProblem("/quantity", "REQUIRED")]);
      return showCart(request, reply, await setQuantity(carts, item, quantity, shopper));
    },
  );

  app.delete(
    "/api/v1/carts/:id/items/:itemId",
    {
      config,
      schema: { tags, summary: "Remove a line from a cart", params: ItemRef, response: { 200: Cart } },
    },
    async (request, reply) => {
      const { id: cartId, itemId } = request.params;
      const cart = await removeItem(carts, { cartId, itemId }, accountIdOf(request));
      return showCart(request, reply, cart);
    },
  );
}

/** A member's cart without its id in the address. */
function memberRoutes(app: App, carts: CartContext): void {
  const config = { access: signedIn({ check: "token" }) };

  app.get(
    "/api/v1/me/cart",
    {
      config,
      schema: {
        tags,
        summary: "Read the member's cart",
        problems: ["NOT_FOUND"],
        description:
          "404: the member has opened none yet. `POST /api/v1/carts` opens it (201), or returns the one " +
          "that there is (200).",
        response: { 200: Cart },
      },
    },
    async (request, reply) => showCart(request, reply, await getMemberCart(carts, accountOf(request).id)),
  );

  app.post(
    "/api/v1/me/cart/merge",
    {
      config,
      schema: {
        tags,
        summary: "Merge a guest's cart into the member's",
        problems: ["NOT_FOUND"],
        description:
          "A guest's cart goes into the member's and ends; who has none takes it over. " +
          "404: it is gone, merged already perhaps.",
        body: Closed({ cartId: Uuid }),
        response: { 200: Cart },
      },
    },
    async (request, reply) =>
      showCart(request, reply, await mergeCart(carts, accountOf(request).id, request.body.cartId)),
  );
}
