/** Patterns that fill a box; the caller cuts them to the outline of the thing. */
import { between, pick, type Random, random } from "../random.ts";
import { darker, lighter, mix } from "./colour.ts";
import type { Look, Motif } from "./look.ts";
import { curve, oval, type Point } from "./path.ts";
import { flat, line } from "./solids.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type Painter = (area: Box, look: Look, next: Random) => string;

const bar = (x: number, y: number, width: number, height: number, colour: string, opacity = 1): string =>
  `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" ` +
  `height="${height.toFixed(1)}" fill="${colour}" fill-opacity="${opacity}"/>`;

/** Calls `paint` at every step of a grid over the area. */
function grid(
  area: Box,
  step: number,
  paint: (x: number, y: number, column: number, row: number) => string,
): string {
  let markup = "";
  for (let row = 0; row * step < area.height + step; row += 1)
    for (let column = 0; column * step < area.width + step; column += 1)
      markup += paint(area.x + column * step, area.y + row * step, column, row);
  return markup;
}

const rows = (area: Box, step: number, thickness: number, colour: string, opacity = 1): string => {
  let markup = "";
  for (let y = area.y + step * 0.5; y < area.y + area.height; y += step)
    markup += bar(area.x, y, area.width, thickness, colour, opacity);
  return markup;
};

const columns = (area: Box, step: number, thickness: number, colour: string, opacity = 1): string => {
  let markup = "";
  for (let x = area.x + step * 0.5; x < area.x + area.width; x += step)
    markup += bar(x, area.y, thickness, area.height, colour, opacity);
  return markup;
};

/** A stem with paired leaves, growing from `x`, `y` at `angle` degrees from upright. */
export function sprig(x: number, y: number, length: number, angle: number, colour: string, leaf = 1): string {
  const pairs = Math.max(3, Math.round(length / 42));
  let leaves = "";
  for (let index = 0; index <= pairs; index += 1) {
    const up = length * (0.25 + (0.72 * index) / pairs);
    const size = length * 0.17 * leaf * (1.15 - (0.55 * index) / pairs);
    for (const side of index === pairs ? [0] : [-1, 1]) {
      const turn = side * 48;
      leaves +=
        `<path d="M0 0C${size * 0.42} ${-size * 0.3} ${size * 0.4} ${-size * 1.1} 0 ${-size * 1.7}` +
        `C${-size * 0.4} ${-size * 1.1} ${-size * 0.42} ${-size * 0.3} 0 0Z" ` +
        `fill="${colour}" transform="translate(0 ${-up.toFixed(1)}) rotate(${turn})"/>`;
    }
  }
  return (
    `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${angle})">` +
    line(
      `M0 0C${length * 0.03} ${-length * 0.3} ${-length * 0.03} ${-length * 0.6} 0 ${-length * 0.97}`,
      colour,
      Math.max(2.5, length * 0.018),
    ) +
    `${leaves}</g>`
  );
}

const painters: Record<Motif, Painter> = {
  plain: () => "",
  stripe: (area, look) => rows(area, area.height / 9, area.height / 20, look.accent, 0.92),
  pinstripe: (area, look) => columns(area, area.width / 13, Math.max(3, area.width / 90), look.accent, 0.85),
  check: (area, look) => {
    const step = Math.max(area.width, area.height) / 4.5;
    const thin = step * 0.07;
    const edge = darker(look.accent, 0.2);
    return (
      rows(area, step, step * 0.34, look.accent, 0.42) +
      columns(area, step, step * 0.34, look.accent, 0.42) +
      rows({ ...area, y: area.y - step * 0.22 }, step, thin, edge, 0.55) +
      columns({ ...area, x: area.x - step * 0.22 }, step, thin, edge, 0.55)
    );
  },
  gingham: (area, look) => {
    const step = Math.max(area.width, area.height) / 9;
    return rows(area, step, step / 2, look.accent, 0.42) + columns(area, step, step / 2, look.accent, 0.42);
  },
  terrazzo: (area, look, next) => {
    const shades = [
      look.accent,
      lighter(look.accent, 0.4),
      darker(look.base, 0.3),
      mix(look.accent, "#c77f5a", 0.55),
    ];
    const step = Math.max(34, Math.max(area.width, area.height) / 9);
    return grid(area, step, (x, y) => {
      const size = step * (0.16 + next() * 0.26);
      const points = [0, 1, 2, 3, 4].map((corner) => {
        const turn = (corner / 5) * 6.28 + next();
        const reach = size * (0.6 + next() * 0.7);
        return (
          `${(x + next() * 14 + Math.cos(turn) * reach).toFixed(1)} ` +
          `${(y + next() * 14 + Math.sin(turn) * reach).toFixed(1)}`
        );
      });
      return `<path d="M${points.join("L")}Z" fill="${pick(next, shades)}"/>`;
    });
  },
  botanical: (area, look, next) => {
    const length = Math.min(area.width, area.height) * 0.62;
    const count = Math.max(3, Math.round(area.width / (length * 0.6)));
    let markup = "";
    for (let index = 0; index <= count; index += 1) {
      const x = area.x + (area.width * (index + 0.15 + next() * 0.3)) / count;
      markup += sprig(
        x,
        area.y + area.height * 0.98,
        length * (0.75 + next() * 0.5),
        between(next, -14, 14),
        look.accent,
      );
    }
    return markup;
  },
  dots: (area, look) => {
    const step = Math.max(30, Math.max(area.width, area.height) / 10);
    return grid(area, step, (x, y, _column, row) =>
      flat(oval(x + (row % 2) * step * 0.5, y, step * 0.15), look.accent),
    );
  },
  speckle: (area, look, next) => {
    let markup = "";
    const count = Math.min(130, Math.round((area.width * area.height) / 900));
    for (let index = 0; index < count; index += 1) {
      const size = 1.2 + next() ** 3 * 5;
      markup +=
        `<circle cx="${(area.x + next() * area.width).toFixed(1)}" ` +
        `cy="${(area.y + next() * area.height).toFixed(1)}" r="${size.toFixed(1)}" fill="${look.accent}" ` +
        `fill-opacity="${(0.35 + next() * 0.5).toFixed(2)}"/>`;
    }
    return markup;
  },
  dip: (area, look, next) => {
    const y = area.y + area.height * 0.56;
    const points: Point[] = [0, 1, 2, 3, 4, 5, 6].map((index) => [
      area.x - 10 + (index * (area.width + 20)) / 6,
      y + (next() - 0.5) * area.height * 0.09,
    ]);
    const edge = curve(points);
    return (
      `<path d="${edge}V${area.y + area.height + 60}H${area.x - 10}Z" fill="${look.accent}"/>` +
      line(edge, lighter(look.accent, 0.35), 5, 0.8)
    );
  },
  wave: (area, look) => {
    const step = area.height / 6;
    let markup = "";
    for (let y = area.y + step * 0.5; y < area.y + area.height; y += step) {
      const points: Point[] = [];
      for (let index = 0; index <= 12; index += 1)
        points.push([area.x + (index * area.width) / 12, y + (index % 2 ? step * 0.2 : -step * 0.2)]);
      markup += line(curve(points), look.accent, Math.max(4, step * 0.13));
    }
    return markup;
  },
  arcs: (area, look) => {
    const size = Math.max(area.width, area.height) / 6;
    return grid(area, size, (x, y, _column, row) => {
      const left = x + (row % 2) * size * 0.5;
      const ring = (share: number): string =>
        line(
          `M${left - size * 0.5 * share} ${y}` +
            `A${size * 0.5 * share} ${size * 0.5 * share} 0 0 1 ${left + size * 0.5 * share} ${y}`,
          look.accent,
          size * 0.055,
          0.9,
        );
      return ring(0.92) + ring(0.58) + ring(0.26);
    });
  },
  sun: (area, look) => {
    const r = Math.min(area.width, area.height) * 0.24;
    const [x, y] = [area.x + area.width * 0.5, area.y + area.height * 0.5];
    return (
      flat(oval(x, y, r), look.accent) +
      flat(
        `M${x - r * 1.5} ${y + r * 0.34}h${r * 3}v${r * 0.14}h${-r * 3}Z` +
          `M${x - r * 1.1} ${y + r * 0.66}h${r * 2.2}v${r * 0.12}h${-r * 2.2}Z`,
        look.base,
      )
    );
  },
  hills: (area, look) => {
    const hill = (top: number, lean: number, colour: string): string =>
      flat(
        `M${area.x} ${area.y + area.height * (top + 0.12)}` +
          `C${area.x + area.width * 0.22} ${area.y + area.height * (top - lean)} ` +
          `${area.x + area.width * 0.42} ${area.y + area.height * (top - lean)} ` +
          `${area.x + area.width * 0.58} ${area.y + area.height * (top + 0.03)}` +
          `S${area.x + area.width * 0.85} ${area.y + area.height * (top - lean * 0.6)} ` +
          `${area.x + area.width} ${area.y + area.height * top}` +
          `V${area.y + area.height + 80}H${area.x}Z`,
        colour,
      );
    return (
      hill(0.5, 0.16, lighter(look.accent, 0.45)) +
      hill(0.62, -0.08, look.accent) +
      hill(0.76, 0.14, darker(look.accent, 0.28))
    );
  },
  tile: (area, look) => {
    const step = Math.max(area.width, area.height) / 6;
    return grid(area, step, (x, y, column, row) => {
      const quarter =
        (column + row) % 2
          ? `M${x} ${y}h${step}a${step} ${step} 0 0 1 ${-step} ${step}Z`
          : `M${x + step} ${y + step}h${-step}a${step} ${step} 0 0 1 ${step} ${-step}Z`;
      return flat(quarter, (column * 2 + row) % 3 ? look.accent : mix(look.accent, look.base, 0.5));
    });
  },
};

/** The look's motif over a box. */
export const motif = (x: number, y: number, width: number, height: number, look: Look): string =>
  painters[look.motif]({ x, y, width, height }, look, random(look.seed + look.motif));
