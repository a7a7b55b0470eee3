/** What a shopper saves for later, beside the cart. */
import { Type } from "typebox";
import { accountIdOf, guestOrSignedIn } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { languageOf } from "../../platform/http/problem.ts";
import { Money } from "../../platform/money.ts";
import { Closed, Uuid } from "../../platform/schema.ts";
import { shownVariantFields } from "../catalog/contract/variant.ts";
import type { CartContext } from "./context.ts";
import { presentSaved } from "./present.ts";
import { Cart, LineProblem, showCart } from "./routes.ts";
import { listSaved, removeSaved, restoreItem, saveItem } from "./service/saved-items.ts";

const SavedItems = Closed({
  items: Type.Array(
    Closed({
      id: Uuid,
      ...shownVariantFields,
      quantity: Type.Integer(),
      unitPrice: { ...Money, description: "what a piece costs now" },
      available: Type.Integer(),
      problem: LineProblem,
    }),
    { description: "the newest first" },
  ),
});
const CartWithSaved = Closed({ cart: Cart, saved: SavedItems });
const CartRef = Closed({ id: Uuid });
const SavedRef = Closed({ id: Uuid, savedId: Uuid });
const tags = ["cart"];
const config = { access: guestOrSignedIn() };

export function savedRoutes(app: App, carts: CartContext): void {
  app.get(
    "/api/v1/carts/:id/saved",
    {
      config,
      schema: {
        tags,
        summary: "List what is saved for later",
        params: CartRef,
        response: { 200: SavedItems },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const saved = await listSaved(carts, request.params.id, accountIdOf(request));
      return presentSaved(saved, languageOf(request));
    },
  );

  app.post(
    "/api/v1/carts/:id/saved",
    {
      config,
      schema: {
        tags,
        summary: "Save a line for later",
        description: "The line leaves the cart. Of a variant that is saved already the new quantity counts.",
        problems: ["TOO_MANY_LINES"],
        params: CartRef,
        body: Closed({ itemId: Uuid }),
        response: { 200: CartWithSaved },
      },
    },
    async (request, reply) => {
      const item = { cartId: request.params.id, itemId: request.body.itemId };
      const { cart, saved } = await saveItem(carts, item, accountIdOf(request));
      const language = languageOf(request);
      return { cart: showCart(request, reply, cart), saved: presentSaved(saved, language) };
    },
  );

  app.post(
    "/api/v1/carts/:id/saved/:savedId/restore",
    {
      config,
      schema: {
        tags,
        summary: "Move a saved item to the cart",
        description: "It is priced there as one that is added. What cannot be added stays saved.",
        problems: ["UNKNOWN_VARIANT", "TOO_MANY_LINES", "QUANTITY_LIMIT", "MINIMUM_QUANTITY"],
        params: SavedRef,
        response: { 200: CartWithSaved },
      },
    },
    async (request, reply) => {
      const { id: cartId, savedId } = request.params;
      const { cart, saved } = await restoreItem(carts, { cartId, savedId }, accountIdOf(request));
      const language = languageOf(request);
      return { cart: showCart(request, reply, cart), saved: presentSaved(saved, language) };
    },
  );

  app.delete(
    "/api/v1/carts/:id/saved/:savedId",
    {
      config,
      schema: { tags, summary: "Remove a saved item", params: SavedRef, response: { 200: SavedItems } },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const { id: cartId, savedId } = request.params;
      const saved = await removeSaved(carts, { cartId, savedId }, accountIdOf(request));
      return presentSaved(saved, languageOf(request));
    },
  );
}
