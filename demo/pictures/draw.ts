/** From a picture's spec to its SVG: self-contained, without text, fonts or references outside itself. */
import { backdrop } from "./backdrop.ts";
import { canvas } from "./canvas.ts";
import { drawings } from "./drawings.ts";
import type { PictureSpec, PlacedThing } from "./look.ts";

/** In units of the drawing; the renderer chooses the pixels. */
export const sizes = {
  square: { width: 960, height: 960 },
  detail: { width: 960, height: 960 },
  wide: { width: 1600, height: 900 },
} as const;

/** The position of a thing's foot before the thing is moved. */
const foot = { x: 480, y: 740 };

export function drawPicture(spec: PictureSpec): string {
  const { width, height } = sizes[spec.format];
  const c = canvas();
  const body =
    backdrop(c, spec.backdrop, width, height) + spec.things.map((thing) => place(thing, width)).join("");
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" ` +
    `width="${width}" height="${height}">${c.definitions()}${body}</svg>`
  );

  function place(thing: PlacedThing, sceneWidth: number): string {
    const draw = drawings[thing.kind];
    if (draw === undefined) throw new RangeError(`no drawing for ${thing.kind}`);
    const [x, y] = [sceneWidth / 2 + thing.x - foot.x * thing.scale, foot.y + thing.y - foot.y * thing.scale];
    return (
      `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${thing.scale})">` +
      `${draw(c, thing.look)}</g>`
    );
  }
}
