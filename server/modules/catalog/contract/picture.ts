/** Pictures of products and categories: how they are stored, and how a page shows them. Pure. */
import { type Static, Type } from "typebox";
import { Closed } from "../../../platform/schema.ts";

/** Where a picture's files lie in the storage, and how large it is. */
export const Picture = Closed({
  key: Type.String({ pattern: "^[a-z0-9][a-z0-9/-]{0,199}$" }),
  width: Type.Integer({ minimum: 1 }),
  height: Type.Integer({ minimum: 1 }),
  color: Type.String({ pattern: "^#[0-9a-f]{6}$" }),
  widths: Type.Array(Type.Integer({ minimum: 1 }), {
    maxItems: 8,
    description: "of the AVIF files; empty until they are made",
  }),
  fallback: Type.Optional(Type.Integer({ minimum: 1, description: "width of the WebP file" })),
});
export type Picture = Static<typeof Picture>;

/** A picture as a page needs it: ready for `<picture>`, with its size and a colour to show while it loads. */
export const Image = Closed({
  url: Type.String({ description: "a WebP that every browser shows" }),
  width: Type.Integer(),
  height: Type.Integer(),
  alt: Type.String(),
  color: Type.String({ description: "#rrggbb" }),
  sources: Type.Array(Closed({ type: Type.String(), srcset: Type.String() })),
});
export type Image = Static<typeof Image>;

const MEDIA = "/api/v1/media";

/**
 * A picture is stored as AVIF in all its widths, and as one WebP for browsers without AVIF: of the width
 * `fallback`, or else of the middle width. An uploaded picture has its WebP alone until the AVIF files are
 * made.
 */
export function imageOf(picture: Picture, alt: string): Image;
export function imageOf(picture: Picture | null | undefined, alt: string): Image | null;
export function imageOf(picture: Picture | null | undefined, alt: string): Image | null {
  if (!picture) return null;
  const { key, width, height, color, widths, fallback } = picture;
  const webp = fallback ?? widths[Math.floor(widths.length / 2)] ?? width;
  const srcset = widths.map((each) => `${MEDIA}/${key}/${each}.avif ${each}w`).join(", ");
  return {
    url: `${MEDIA}/${key}/${webp}.webp`,
    width,
    height,
    alt,
    color,
    sources: widths.length > 0 ? [{ type: "image/avif", srcset }] : [],
  };
}
