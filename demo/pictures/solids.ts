/** Things with light on them. The light always comes from the upper left. */
import type { Canvas, Stop } from "./canvas.ts";
import { clipped, linear, radial } from "./canvas.ts";
import { brightness, darker, lighter, mix } from "./colour.ts";
import { oval } from "./path.ts";

/** How a surface takes the light. */
export type Light = "round" | "ball" | "flat" | "cloth" | "metal" | "down";

type Shading = (c: Canvas, dark: string, depth: number) => string;

const WHITE = "#ffffff";

const shadings: Record<Light, Shading> = {
  round: (c, dark, depth) =>
    linear(c, [
      [0, dark, 0.16 * depth],
      [0.1, WHITE, 0.06],
      [0.27, WHITE, 0.3],
      [0.46, WHITE, 0],
      [0.55, dark, 0],
      [0.86, dark, 0.34 * depth],
      [0.96, dark, 0.42 * depth],
      [1, dark, 0.28 * depth],
    ]),
  ball: (c, dark, depth) =>
    radial(
      c,
      [
        [0, WHITE, 0.42],
        [0.3, WHITE, 0.08],
        [0.45, dark, 0],
        [0.85, dark, 0.34 * depth],
        [1, dark, 0.44 * depth],
      ],
      0.32,
      0.25,
      0.85,
    ),
  flat: (c, dark, depth) =>
    linear(
      c,
      [
        [0, WHITE, 0.22],
        [0.45, WHITE, 0],
        [0.55, dark, 0],
        [1, dark, 0.2 * depth],
      ],
      [0, 0, 1, 1],
    ),
  cloth: (c, dark, depth) =>
    linear(
      c,
      [
        [0, WHITE, 0.2],
        [0.22, WHITE, 0.02],
        [0.36, dark, 0.07 * depth],
        [0.5, WHITE, 0.06],
        [0.72, dark, 0.05 * depth],
        [1, dark, 0.3 * depth],
      ],
      [0, 0, 1, 0.55],
    ),
  metal: (c, dark, depth) =>
    linear(c, [
      [0, dark, 0.34 * depth],
      [0.14, WHITE, 0.1],
      [0.24, WHITE, 0.62],
      [0.34, WHITE, 0.06],
      [0.56, dark, 0.16 * depth],
      [0.74, dark, 0.46 * depth],
      [0.88, WHITE, 0.16],
      [1, dark, 0.4 * depth],
    ]),
  down: (c, dark, depth) =>
    linear(
      c,
      [
        [0, WHITE, 0.26],
        [0.4, WHITE, 0],
        [0.5, dark, 0],
        [1, dark, 0.3 * depth],
      ],
      [0.1, 0, 0.2, 1],
    ),
};

/** A filled outline with `light` on it; `inside` is decoration that the light falls on too. */
export function form(c: Canvas, d: string, colour: string, light: Light = "flat", inside = ""): string {
  // Shadow models pale things, highlights model dark ones. The same depth on both looks dirty or flat.
  const depth = brightness(colour) > 0.8 ? 0.72 : 1;
  const shade = shadings[light](c, darker(colour, 0.72), depth);
  const decoration = inside === "" ? "" : clipped(c, d, inside);
  return `<path d="${d}" fill="${colour}"/>${decoration}<path d="${d}" fill="${shade}"/>`;
}

export const flat = (d: string, colour: string, opacity = 1): string =>
  `<path d="${d}" fill="${colour}"${opacity === 1 ? "" : ` fill-opacity="${opacity}"`}/>`;

export const line = (d: string, colour: string, width: number, opacity = 1): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" ` +
  `stroke-linejoin="round"` +
  `${opacity === 1 ? "" : ` stroke-opacity="${opacity}"`}/>`;

/** Sewing: a dashed line. */
export const stitch = (d: string, colour: string, width = 2.5, dash = "9 7"): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-dasharray="${dash}" ` +
  `stroke-opacity="0.6"/>`;

/** A handle, strap or cable: a line with a lit side and a shaded side. */
export function tube(d: string, colour: string, width: number): string {
  return (
    line(d, darker(colour, 0.34), width) +
    `<g transform="translate(${-width * 0.07} ${-width * 0.07})">${line(d, colour, width * 0.8)}` +
    `<g transform="translate(${-width * 0.12} ${-width * 0.12})">` +
    `${line(d, lighter(colour, 0.5), width * 0.24, 0.7)}</g></g>`
  );
}

/** Clear glass over a drawing: bright edges, one broad reflection, a shaded right side. */
export const glassy = (c: Canvas): string =>
  linear(c, [
    [0, "#ffffff", 0.2],
    [0.11, "#ffffff", 0.54],
    [0.23, "#ffffff", 0.12],
    [0.6, "#ffffff", 0],
    [0.88, "#2b1d1c", 0.15],
    [0.96, "#ffffff", 0.24],
    [1, "#2b1d1c", 0.18],
  ]);

/** The open top of a turned body: an edge of `thickness` and the dark inside. */
export function rim(
  c: Canvas,
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  colour: string,
  thickness = 10,
  inner = colour,
): string {
  const inside = linear(
    c,
    [
      [0, darker(inner, 0.42)],
      [0.55, darker(inner, 0.2)],
      [1, lighter(inner, 0.12)],
    ],
    [0.1, 0, 0.9, 1],
  );
  const edge = linear(c, [
    [0, lighter(colour, 0.55)],
    [0.5, lighter(colour, 0.22)],
    [1, darker(colour, 0.12)],
  ]);
  return (
    `<path d="${oval(cx, cy, rx, ry)}" fill="${edge}"/>` +
    `<path d="${oval(cx, cy + thickness * 0.12, rx - thickness, ry - thickness * 0.5)}" fill="${inside}"/>`
  );
}

const fade = (c: Canvas, strength: number): string => {
  const stops: Stop[] = [
    [0, "#3a2622", strength],
    [0.45, "#3a2622", strength * 0.55],
    [0.75, "#3a2622", strength * 0.16],
    [1, "#3a2622", 0],
  ];
  return radial(c, stops);
};

/** The shadow of a standing thing of half width `rx`: a dark seam and a soft shape to the lower right. */
export function shadow(c: Canvas, cx: number, cy: number, rx: number, strength = 1): string {
  const cast = fade(c, 0.34 * strength);
  const seam = fade(c, 0.6 * strength);
  return (
    `<path d="${oval(cx + rx * 0.42, cy + 4, rx * 1.55, Math.max(26, rx * 0.3))}" fill="${cast}"/>` +
    `<path d="${oval(cx + rx * 0.06, cy + 2, rx * 1.12, Math.max(14, rx * 0.15))}" fill="${seam}"/>`
  );
}

/**
 * The shadow of a thing that lies flat: its outline, repeated faintly and ever further from the light. A blur
 * filter looks alike but takes longer than the whole picture.
 */
export function drop(d: string, reach = 18): string {
  const layers = 13;
  let markup = "";
  for (let layer = 0; layer < layers; layer += 1) {
    const shift = reach * (0.12 + (1.5 * layer) / layers);
    markup += `<path d="${d}" transform="translate(${shift.toFixed(1)} ${(shift * 1.2).toFixed(1)})"/>`;
  }
  return `<g fill="#3a2622" fill-opacity="0.024">${markup}</g>`;
}

/** A glint: a short white stroke along an edge. */
export const glint = (d: string, width = 8, opacity = 0.55): string => line(d, WHITE, width, opacity);

/** A paper label with a small mark, a bold bar and thin bars in place of type. Letters are never drawn. */
export function label(
  x: number,
  y: number,
  width: number,
  height: number,
  ink: string,
  paper = "#fbf7ef",
  mark = "",
): string {
  const bar = (share: number, top: number, thickness: number, opacity: number): string =>
    `<rect x="${x + (width * (1 - share)) / 2}" y="${y + height * top}" width="${width * share}" ` +
    `height="${thickness}" rx="${thickness / 2}" fill="${ink}" fill-opacity="${opacity}"/>`;
  const sheet = `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="4" fill="${paper}"/>`;
  const symbol =
    mark === ""
      ? `<path d="${oval(x + width / 2, y + height * 0.3, height * 0.1)}" fill="${mix(ink, paper, 0.25)}"/>`
      : mark;
  return (
    `<g>${sheet}${symbol}${bar(0.6, 0.56, Math.max(5, height * 0.05), 0.9)}` +
    bar(0.42, 0.7, Math.max(3, height * 0.025), 0.55) +
    `${bar(0.3, 0.79, Math.max(3, height * 0.025), 0.4)}</g>`
  );
}

export const turned = (degrees: number, content: string, cx = 480, cy = 480): string =>
  `<g transform="rotate(${degrees} ${cx} ${cy})">${content}</g>`;

/** Warm light around a flame or a lamp. */
export const halo = (c: Canvas, cx: number, cy: number, r: number, strength = 0.75): string =>
  `<circle cx="${cx}" cy="${cy}" r="${r}" fill="${radial(c, [
    [0, "#fff0c4", strength],
    [0.35, "#ffe2a0", strength * 0.42],
    [1, "#ffdf9a", 0],
  ])}"/>`;
