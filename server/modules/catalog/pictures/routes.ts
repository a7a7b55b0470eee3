import { Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { DomainError } from "../../../platform/errors.ts";
import { can, everyone } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { languageOf } from "../../../platform/http/problem.ts";
import { Files, uploadScope } from "../../../platform/http/uploads.ts";
import { MOST_PICTURE_BYTES, readPictures } from "../../../platform/pictures/uploads.ts";
import { Closed, Uuid } from "../../../platform/schema.ts";
import type { Storage } from "../../../platform/storage/storage.ts";
import type { CatalogContext } from "../context.ts";
import { addPictures, changePicture, deletePicture } from "./edit-pictures.ts";
import { presentPicture } from "./present.ts";
import { MOST_PICTURES } from "./product-picture.ts";
import { AdminPicture, PictureEdit } from "./schemas.ts";

const tags = ["catalogue"];

const ONE_YEAR = "public, max-age=31536000, immutable";
const mediaTypes: Record<string, string> = {
  avif: "image/avif",
  webp: "image/webp",
  png: "image/png",
  jpg: "image/jpeg",
};

const Bytes = { schema: { type: "string", format: "binary" } };
const MediaFile = {
  description: "the picture",
  content: Object.fromEntries(Object.values(mediaTypes).map((type) => [type, Bytes])),
};

export function pictureRoutes(app: App, catalog: CatalogContext): void {
  mediaRoutes(app, catalog.storage);
  uploadScope(app, { fileBytes: MOST_PICTURE_BYTES, files: MOST_PICTURES }, (scope) =>
    uploadRoutes(scope, catalog),
  );
  editingRoutes(app, catalog);
}

function mediaRoutes(app: App, storage: Storage): void {
  app.get(
    "/api/v1/media/*",
    {
      config: { access: everyone },
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

const ProductParams = Closed({ id: Uuid });

function uploadRoutes(app: App, catalog: CatalogContext): void {
  app.post(
    "/api/v1/admin/products/:id/pictures",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Upload pictures of a product",
        description:
          "JPEG, PNG, WebP, GIF or AVIF, told by the bytes of a file. All files are stored, or none.",
        consumes: ["multipart/form-data"],
        problems: ["PICTURE_LIMIT", "TOO_MANY_REQUESTS"],
        params: ProductParams,
        body: Files("one or more pictures, in their order"),
        response: { 201: Closed({ pictures: Type.Array(AdminPicture) }) },
      },
    },
    async (request, reply) => {
      const uploads = await readPictures(request);
      const added = await addPictures(catalog, request.params.id, uploads, callerOf(request));
      const language = languageOf(request);
      return reply.code(201).send({ pictures: added.map((each) => presentPicture(each, language)) });
    },
  );
}

const PictureParams = Closed({ id: Uuid, pictureId: Uuid });

function editingRoutes(app: App, catalog: CatalogContext): void {
  app.patch(
    "/api/v1/admin/products/:id/pictures/:pictureId",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Move or describe a picture, or choose its variants",
        params: PictureParams,
        body: PictureEdit,
        response: { 200: AdminPicture },
      },
    },
    async (request) => {
      const { id, pictureId } = request.params;
      const changed = await changePicture(catalog, id, pictureId, request.body, callerOf(request));
      return presentPicture(changed, languageOf(request));
    },
  );

  app.delete(
    "/api/v1/admin/products/:id/pictures/:pictureId",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Delete a picture of a product",
        params: PictureParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await deletePicture(catalog, request.params.id, request.params.pictureId, callerOf(request));
      return reply.code(204).send(null);
    },
  );
}
