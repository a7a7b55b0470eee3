import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { callerOf } from "../../platform/audit-log/audit-log.ts";
import { DomainError } from "../../platform/errors.ts";
import { can, everyone } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { languageOf } from "../../platform/http/problem.ts";
import { type CacheFill, type ResponseCache, sendCached } from "../../platform/http/response-cache.ts";
import { Closed, MoneyInput, Nullable, Uuid } from "../../platform/schema.ts";
import type { Storage } from "../../platform/storage/storage.ts";
import type { CatalogContext } from "./context.ts";
import { NewProduct } from "./contract.ts";
import { ListQuery } from "./listing.ts";
import { CategoryList, Product, ProductList } from "./schemas.ts";
import { categoriesPage, listPage, productPage } from "./service/cached-pages.ts";
import { changePrice } from "./service/change-price.ts";
import { createProduct } from "./service/create-product.ts";

const ONE_YEAR = "public, max-age=31536000, immutable";
const mediaTypes: Record<string, string> = {
  avif: "image/avif",
  webp: "image/webp",
  png: "image/png",
  jpg: "image/jpeg",
};

const tags = ["catalogue"];

/** To a request with the ETag of the current answer in `If-None-Match`. */
const NotModified = Type.Null({ description: "not modified" });
const Bytes = { schema: { type: "string", format: "binary" } };
const MediaFile = {
  description: "the picture",
  content: Object.fromEntries(Object.values(mediaTypes).map((type) => [type, Bytes])),
};

export function routes(app: App, catalog: CatalogContext, cache: ResponseCache, storage: Storage): void {
  reading(app, catalog, cache, storage);
  editing(app, catalog);
}

function reading(app: App, catalog: CatalogContext, cache: ResponseCache, storage: Storage): void {
  /** Replies from the cache; the key is the language and the address. */
  async function cached(request: FastifyRequest, reply: FastifyReply, fill: () => Promise<CacheFill>) {
    const key = `${languageOf(request)} ${request.url}`;
    return sendCached(request, reply, cache.get(key) ?? (await cache.getOrFill(key, fill)));
  }
  const open = { access: everyone };

  app.get(
    "/api/v1/categories",
    {
      config: open,
      // The address is the cache key: further query parameters would make many entries of one response.
      schema: {
        tags,
        summary: "List the categories",
        querystring: Closed({}),
        response: { 200: CategoryList, 304: NotModified },
      },
    },
    (request, reply) => cached(request, reply, () => categoriesPage(catalog, languageOf(request))),
  );

  app.get(
    "/api/v1/products",
    {
      config: open,
      schema: {
        tags,
        summary: "List, filter and search products",
        querystring: ListQuery,
        response: { 200: ProductList, 304: NotModified },
      },
    },
    (request, reply) => cached(request, reply, () => listPage(catalog, request.query, languageOf(request))),
  );

  app.get(
    "/api/v1/products/:idOrSlug",
    {
      config: open,
      schema: {
        tags,
        summary: "Read a product",
        querystring: Closed({}),
        params: Closed({ idOrSlug: Type.String({ maxLength: 120 }) }),
        response: { 200: Product, 304: NotModified },
      },
    },
    (request, reply) =>
      cached(request, reply, () => productPage(catalog, request.params.idOrSlug, languageOf(request))),
  );

  app.get(
    "/api/v1/media/*",
    {
      config: open,
      schema: {
        tags,
        summary: "Read a picture",
        params: Closed({ "*": Type.String({ maxLength: 300 }) }),
        response: { 200: MediaFile },
      },
    },
    async (request, reply) => {
      const key = request.params["*"];
      const file = await storage.find(key);
      const type = mediaTypes[key.split(".").at(-1) ?? ""];
      if (!file || !type) throw new DomainError("NOT_FOUND");
      return reply
        .type(type)
        .header("content-length", file.size)
        .header("cache-control", ONE_YEAR)
        .send(file.open());
    },
  );
}

function editing(app: App, catalog: CatalogContext): void {
  app.post(
    "/api/v1/admin/products",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Create a product",
        problems: ["SLUG_TAKEN", "SKU_TAKEN"],
        body: NewProduct,
        response: { 201: Product },
      },
    },
    async (request, reply) => {
      const id = await createProduct(catalog, request.body, callerOf(request));
      const { body } = await productPage(catalog, id, languageOf(request), true);
      return reply
        .code(201)
        .header("location", `/api/v1/products/${id}`)
        .send(body as never);
    },
  );

  app.patch(
    "/api/v1/admin/variants/:id",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Change the price of a variant",
        problems: ["UNKNOWN_VARIANT"],
        params: Closed({ id: Uuid }),
        body: Closed({ price: MoneyInput, compareAtPrice: Type.Optional(Nullable(MoneyInput)) }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { price, compareAtPrice = null } = request.body;
      await changePrice(catalog, request.params.id, price, compareAtPrice, callerOf(request));
      return reply.code(204).send(null);
    },
  );
}
