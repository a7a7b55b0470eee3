import { expect, test } from "vitest";
import { imageOf } from "./picture.ts";

test("a picture is offered as AVIF in every width, and as one WebP", () => {
  const picture = {
    key: "mugs/white",
    width: 1_280,
    height: 960,
    color: "#aabbcc",
    widths: [320, 640, 1_280],
  };
  expect(imageOf(picture, "흰 머그컵")).toEqual({
    url: "/api/v1/media/mugs/white/640.webp",
    width: 1_280,
    height: 960,
    alt: "흰 머그컵",
    color: "#aabbcc",
    sources: [
      {
        type: "image/avif",
        srcset: [320, 640, 1_280]
          .map((width) => `/api/v1/media/mugs/white/${width}.avif ${width}w`)
          .join(", "),
      },
    ],
  });
  expect(imageOf(null, "")).toBeNull();
});
