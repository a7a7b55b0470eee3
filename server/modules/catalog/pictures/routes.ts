import { Type } from "typebox";
import { DomainError } from "../../../platform/errors.ts";
import { everyone } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Closed } from "../../../platform/schema.ts";
import type { Storage } from "../../../platform/storage/storage.ts";

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

export function pictureRoutes(app: App, storage: Storage): void {
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
