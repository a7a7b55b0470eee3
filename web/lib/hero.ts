import type { Image } from "./api/types.ts";

const widths = [640, 1280, 1920];

/** The shop's own wide pictures (16:9); the API serves them like product pictures. */
export function heroImage(number: 1 | 2 | 3, alt: string, color: string): Image {
  const file = (width: number, format: string) => `/api/v1/media/home/hero-${number}/${width}.${format}`;
  return {
    url: file(1280, "webp"),
    width: 1920,
    height: 1080,
    alt,
    color,
    sources: [
      { type: "image/avif", srcset: widths.map((width) => `${file(width, "avif")} ${width}w`).join(", ") },
    ],
  };
}
