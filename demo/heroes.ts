/** The wide pictures of the home page: rooms furnished with the shop's own goods. */
import type { PictureSpec } from "./pictures/look.ts";
import { arrange } from "./studio.ts";

const hero = (
  number: number,
  stage: PictureSpec["backdrop"]["stage"],
  wall: string,
  floor: string,
  things: readonly string[],
): PictureSpec => ({
  key: `home/hero-${number}`,
  kind: "scene",
  format: "wide",
  backdrop: { stage, wall, floor },
  things: arrange(things),
});

// The left third stays empty: the storefront may set its headline there.
export const heroes: readonly PictureSpec[] = [
  // A morning table.
  hero(1, "table", "#efe4d4", "#d9bf9f", [
    "board oak plain ivory 610 -60 0.78",
    "vase white speckle ash 420 -44 0.74 2",
    "kettle sage plain walnut 130 -30 0.84",
    "oil amber plain olive -180 -40 0.66",
    "tray walnut plain ivory 330 108 0.6",
    "mug clay dip ivory -60 64 0.58 2",
    "bowl ivory stripe denim 640 84 0.5",
  ]),
  // A reading corner in the evening.
  hero(2, "sweep", "#dfd6d9", "#c3b0b2", [
    "frame oak hills sage 30 -90 0.66 1",
    "lamp clay plain clay 310 -50 0.98 1",
    "pot ivory plain sand 610 -20 0.76 1",
    "cushion butter botanical moss -60 10 0.62",
    "blanket brick check mustard 120 88 0.62",
    "candle white plain sky 400 76 0.46",
    "teapot celadon plain brown 560 120 0.44",
  ]),
  // Ready to go out.
  hero(3, "table", "#dfe9e6", "#b9cfc4", [
    "umbrella mustard plain ivory 560 -60 0.76",
    "campchair clay stripe ivory -60 -40 0.88",
    "backpack navy plain camel 340 -20 0.84",
    "bottle sage plain ivory 130 40 0.62",
    "sneakers ivory plain clay 470 110 0.5",
    "tumbler coral dots white -260 70 0.46 1",
  ]),
];
