import { Type } from "typebox";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Closed } from "../../../platform/schema.ts";
import type { CatalogContext } from "../context.ts";
import { findSetup } from "./queries.ts";

const Setup = Closed({
  hasCategory: Type.Boolean(),
  hasProduct: Type.Boolean({ description: "of any status" }),
  hasPicture: Type.Boolean({ description: "some product has one" }),
  isSelling: Type.Boolean({ description: "some product is active" }),
});

/** What a new shop has of its catalogue, for the list that greets its owner. */
export function setupRoute(app: App, { db }: CatalogContext): void {
  app.get(
    "/api/v1/admin/setup",
    {
      config: { access: can("product:read") },
      schema: {
        tags: ["catalogue"],
        summary: "Read what a new shop has and lacks",
        querystring: Closed({}),
        response: { 200: Setup },
      },
    },
    async () => {
      const row = await db.first(findSetup, {});
      if (!row) throw new Error("the statement has one row");
      return row;
    },
  );
}
