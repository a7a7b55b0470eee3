import { Type } from "typebox";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Files, uploadScope } from "../../../platform/http/uploads.ts";
import { readPictureForText } from "../../../platform/pictures/render.ts";
import { MOST_PICTURE_BYTES, readPictures } from "../../../platform/pictures/uploads.ts";
import { Closed } from "../../../platform/schema.ts";
import type { CatalogContext } from "../context.ts";
import { WIDTHS } from "./description-picture.ts";
import { addDescriptionPictures } from "./description-pictures.ts";

const MOST_FILES = 20;

const DescriptionPicture = Closed({
  src: Type.String({ description: "for `img` in a description; the other attributes are made of it" }),
  width: Type.Integer(),
  height: Type.Integer(),
  fileName: Type.String(),
});

export function descriptionRoutes(app: App, catalog: CatalogContext): void {
  uploadScope(app, { fileBytes: MOST_PICTURE_BYTES, files: MOST_FILES }, (scope) =>
    uploadRoute(scope, catalog),
  );
}

function uploadRoute(app: App, catalog: CatalogContext): void {
  app.post(
    "/api/v1/admin/description-pictures",
    {
      config: { access: can("product:write") },
      schema: {
        tags: ["catalogue"],
        summary: "Upload pictures for descriptions",
        description:
          "JPEG, PNG, WebP, GIF or AVIF, told by the bytes of a file. What no product names within seven " +
          "days is removed.",
        consumes: ["multipart/form-data"],
        problems: ["TOO_MANY_REQUESTS"],
        body: Files("one or more pictures"),
        response: { 201: Closed({ pictures: Type.Array(DescriptionPicture) }) },
      },
    },
    async (request, reply) => {
      const uploads = await readPictures(request, (bytes) => readPictureForText(bytes, WIDTHS));
      return reply.code(201).send({ pictures: await addDescriptionPictures(catalog, uploads) });
    },
  );
}
