import { Type } from "typebox";
import { callerOf } from "../../platform/audit-log/audit-log.ts";
import { can } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { writeEtag } from "../../platform/http/edit-version.ts";
import { NotModified } from "../../platform/http/response-cache.ts";
import { Closed, Plain, Uuid } from "../../platform/schema.ts";
import type { InventoryContext } from "./context.ts";
import { Quantity } from "./contract.ts";
import { SkuParams, VersionHeaders } from "./schemas.ts";
import { type Bundle, getBundle, partsContent, setParts } from "./service/bundles.ts";

const tags = ["stock"];
/** Far more than a gift set has. */
const MOST_PARTS = 50;

const available = Type.Integer({ description: "pieces that can be sold" });
const BundleParts = Closed({
  variantId: Uuid,
  sku: Type.String(),
  available,
  parts: Type.Array(
    Closed({
      variantId: Uuid,
      sku: Type.String(),
      quantity: Type.Integer({ description: "in one bundle" }),
      available,
    }),
    { description: "none: the variant is no bundle" },
  ),
});

const present = ({ variantId, sku, available: free, parts }: Bundle) => ({
  variantId,
  sku,
  available: free,
  parts: [...parts],
});
const etagOf = ({ parts }: Bundle): string => writeEtag(partsContent(parts));

export function bundleRoutes(app: App, inventory: InventoryContext): void {
  app.get(
    "/api/v1/admin/variants/:sku/parts",
    {
      config: { access: can("product:read") },
      schema: {
        tags,
        summary: "Read the parts of a bundle",
        problems: ["UNKNOWN_SKU"],
        params: SkuParams,
        response: { 200: BundleParts, 304: NotModified },
      },
    },
    async ({ params }, reply) => {
      const bundle = await getBundle(inventory, params.sku);
      return reply.header("etag", etagOf(bundle)).send(present(bundle));
    },
  );

  app.put(
    "/api/v1/admin/variants/:sku/parts",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Set the parts of a bundle",
        description:
          "As many bundles can be sold as their parts allow; an order reserves the parts. A variant with " +
          "stock of its own cannot become one, and no part is a bundle. Without parts it is a variant again.",
        problems: ["UNKNOWN_SKU", "STALE_EDIT", "NESTED_BUNDLE", "BUNDLE_STOCK"],
        params: SkuParams,
        headers: VersionHeaders,
        body: Closed({
          parts: Type.Array(
            Closed({
              sku: Plain("^[A-Za-z0-9._-]{1,64}$", { description: "a SKU" }),
              quantity: Quantity,
            }),
            { maxItems: MOST_PARTS },
          ),
        }),
        response: { 200: BundleParts },
      },
    },
    async (request, reply) => {
      const { params, body, headers } = request;
      const edit = { sku: params.sku, parts: body.parts, ifMatch: headers["if-match"] };
      const bundle = await setParts(inventory, edit, callerOf(request));
      return reply.header("etag", etagOf(bundle)).send(present(bundle));
    },
  );
}
