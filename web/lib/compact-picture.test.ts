import { expect, test } from "vitest";
import type { Image } from "./api/types.ts";
import { compactPicture, wholePicture } from "./compact-picture.ts";

const picture: Image = {
  url: "/api/v1/media/products/cup-blue/640.webp",
  width: 880,
  height: 880,
  alt: "파란 컵",
  color: "#e2e8e6",
  sources: [
    {
      type: "image/avif",
      srcset: "/api/v1/media/products/cup-blue/320.avif 320w, /api/v1/media/products/cup-blue/640.avif 640w",
    },
  ],
};

test("a compact picture names its folder once", () => {
  expect(compactPicture(picture)).toEqual({
    folder: "/api/v1/media/products/cup-blue/",
    file: "640.webp",
    sources: [{ type: "image/avif", srcset: "320.avif 320w, 640.avif 640w" }],
    width: 880,
    height: 880,
    color: "#e2e8e6",
  });
});

test.each([
  ["all files in one folder", picture],
  [
    "files in other folders and on other hosts",
    {
      ...picture,
      sources: [{ type: "image/avif", srcset: "/other/320.avif 320w, https://pictures.test/640.avif 640w" }],
    },
  ],
  [
    "an address of the folder with another address in it",
    {
      ...picture,
      url: "/proxy/https://pictures.test/640.webp",
      sources: [{ type: "image/avif", srcset: "/proxy/https://pictures.test/320.avif 320w" }],
    },
  ],
  ["no other formats", { ...picture, sources: [] }],
])("a compact picture becomes the whole one again, without its text: %s", (_, image) => {
  expect(wholePicture(compactPicture(image))).toEqual({ ...image, alt: "" });
});
