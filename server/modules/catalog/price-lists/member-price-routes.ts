import { Type } from "typebox";
import { accountOf, signedIn } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Closed } from "../../../platform/schema.ts";
import type { CatalogContext } from "../context.ts";
import { memberPrices } from "./member-prices.ts";
import { MemberPrices } from "./schemas.ts";

const ID = "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}";
const ID_LIST = `^${ID}(,${ID}){0,99}$`;

/**
 * What products cost the signed-in member, where that differs from what everybody sees. Never cached: pages
 * and their cached answers show the prices for everybody.
 */
export function memberPriceRoutes(app: App, catalog: CatalogContext): void {
  app.get(
    "/api/v1/me/prices",
    {
      config: { access: signedIn({ check: "token" }) },
      schema: {
        tags: ["catalogue"],
        summary: "Read the member's own prices",
        description: "Products that cost the member what they cost everybody are left out.",
        querystring: Closed({
          productIds: Type.String({
            pattern: ID_LIST,
            description: "up to 100 ids of products, with commas",
          }),
        }),
        response: { 200: MemberPrices },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const ids = [...new Set(request.query.productIds.toLowerCase().split(","))];
      return { items: await memberPrices(catalog, accountOf(request).id, ids) };
    },
  );
}
