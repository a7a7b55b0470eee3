/**
 * An SVG under construction. Drawings return markup. Their gradients and clip paths are collected here under
 * ids that are unique in the picture, so that several drawings fit into one scene.
 */

export interface Canvas {
  /** Stores a definition and returns its `url(#…)`. The same definition is stored once. */
  define(tag: string, attributes: string, content: string): string;
  definitions(): string;
}

/** Offset 0 to 1, colour, opacity (1 when left out). */
export type Stop = readonly [offset: number, colour: string, opacity?: number];

export function canvas(): Canvas {
  const known = new Map<string, string>();
  return {
    define(tag, attributes, content) {
      const body = ` ${attributes}>${content}</${tag}>`;
      const key = tag + body;
      const id = known.get(key)?.match(/id="(\w+)"/)?.[1] ?? `d${known.size}`;
      known.set(key, `<${tag} id="${id}"${body}`);
      return `url(#${id})`;
    },
    definitions: () => `<defs>${[...known.values()].join("")}</defs>`,
  };
}

const stopsOf = (stops: readonly Stop[]): string =>
  stops
    .map(([offset, colour, opacity = 1]) => {
      const alpha = opacity === 1 ? "" : ` stop-opacity="${opacity}"`;
      return `<stop offset="${offset}" stop-color="${colour}"${alpha}/>`;
    })
    .join("");

/** A gradient from `[x1, y1]` to `[x2, y2]`, in shares of the painted box; from left to right by default. */
export function linear(c: Canvas, stops: readonly Stop[], [x1, y1, x2, y2] = [0, 0, 1, 0]): string {
  return c.define("linearGradient", `x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"`, stopsOf(stops));
}

/** A round gradient, in shares of the painted box. */
export function radial(c: Canvas, stops: readonly Stop[], cx = 0.5, cy = 0.5, r = 0.5): string {
  return c.define("radialGradient", `cx="${cx}" cy="${cy}" r="${r}"`, stopsOf(stops));
}

/** `content` cut to the outline `d`. */
export const clipped = (c: Canvas, d: string, content: string): string =>
  `<g clip-path="${c.define("clipPath", "", `<path d="${d}"/>`)}">${content}</g>`;
