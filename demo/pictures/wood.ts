/** Wood grain over a box: long, nearly parallel lines and one eye. */
import { between, random } from "../random.ts";
import { darker, lighter } from "./colour.ts";
import type { Look } from "./look.ts";
import { curve, type Point } from "./path.ts";
import { line } from "./solids.ts";

/** Lines run along the longer side. */
export function grain(
  x: number,
  y: number,
  width: number,
  height: number,
  look: Pick<Look, "base" | "seed">,
): string {
  const next = random(`${look.seed} grain`);
  const upright = height > width;
  const [length, breadth] = upright ? [height, width] : [width, height];
  const lines = Math.round(breadth / 26);
  let markup = "";
  for (let index = 0; index < lines; index += 1) {
    const across = ((index + next() * 0.7) / lines) * breadth;
    const bend = (next() - 0.5) * 26;
    const points = [0, 0.3, 0.62, 1].map((share, step): Point => {
      const [along, side] = [share * length, across + (step % 2 ? bend : -bend * 0.6)];
      return upright ? [x + side, y + along] : [x + along, y + side];
    });
    const colour = next() > 0.3 ? darker(look.base, 0.45) : lighter(look.base, 0.4);
    markup += line(curve(points), colour, between(next, 2, 5), 0.1 + next() * 0.16);
  }
  return markup;
}
