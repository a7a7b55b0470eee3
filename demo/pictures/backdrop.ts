/**
 * The studio: wall, floor and light behind the things.
 *
 * A radial gradient over a whole picture takes 8 ms, a vertical one 0.4 ms. Wall and floor therefore have
 * vertical gradients, and the light is a circle that is as small as possible.
 */
import { type Canvas, linear, radial } from "./canvas.ts";
import { darker, lighter, mix } from "./colour.ts";
import type { Backdrop, Stage } from "./look.ts";
import { oval } from "./path.ts";
import { flat } from "./solids.ts";

interface Room extends Backdrop {
  readonly width: number;
  readonly height: number;
  /** The y of the line between wall and floor. */
  readonly horizon: number;
}

const downwards: [number, number, number, number] = [0, 0, 0, 1];

/** The wall, lit from the upper left. */
function wallOf(c: Canvas, { width, height, wall }: Room): string {
  const shade = linear(
    c,
    [
      [0, mix(wall, "#fffaf0", 0.16)],
      [0.5, wall],
      [1, darker(wall, 0.08)],
    ],
    downwards,
  );
  const light = radial(c, [
    [0, "#fffaf0", 0.62],
    [0.4, "#fffaf0", 0.34],
    [0.75, "#fffaf0", 0.08],
    [1, "#fffaf0", 0],
  ]);
  return (
    `<rect width="${width}" height="${height}" fill="${shade}"/>` +
    `<path d="${oval(width * 0.2, 130, width * 0.44, 430)}" fill="${light}"/>`
  );
}

/** Wall and floor run into each other, as on a paper roll. */
function sweep(c: Canvas, room: Room): string {
  const { width, height, horizon, floor } = room;
  const top = horizon - 150;
  const fill = linear(
    c,
    [
      [0, floor, 0],
      [0.2, floor, 0.2],
      [0.42, floor, 0.82],
      [0.6, floor, 1],
      [1, lighter(floor, 0.14)],
    ],
    downwards,
  );
  return `${wallOf(c, room)}<rect y="${top}" width="${width}" height="${height - top}" fill="${fill}"/>`;
}

function table(c: Canvas, room: Room): string {
  const { width, height, horizon, floor } = room;
  const top = linear(
    c,
    [
      [0, darker(floor, 0.06)],
      [0.3, floor],
      [1, lighter(floor, 0.2)],
    ],
    downwards,
  );
  return (
    `${wallOf(c, room)}<rect y="${horizon}" width="${width}" height="${height - horizon}" fill="${top}"/>` +
    `<rect y="${horizon}" width="${width}" height="3" fill="${lighter(floor, 0.5)}" fill-opacity="0.7"/>`
  );
}

const stages: Record<Stage, (c: Canvas, room: Room) => string> = {
  sweep,
  table,
  arch: (c, room) => {
    const { width, horizon, wall, floor } = room;
    const [x, half] = [width * 0.5, 300];
    const arch = (spread: number): string =>
      `M${x - half - spread} ${horizon}V${400 - spread * 0.4}` +
      `a${half + spread} ${half + spread} 0 0 1 ${2 * (half + spread)} 0V${horizon}Z`;
    const niche = linear(
      c,
      [
        [0, darker(wall, 0.14)],
        [0.3, darker(wall, 0.05)],
        [1, mix(wall, floor, 0.2)],
      ],
      [0, 0, 0.7, 1],
    );
    return table(c, room) + flat(arch(16), lighter(wall, 0.42)) + flat(arch(0), niche);
  },
  disc: (c, room) => {
    const { width, wall, floor } = room;
    const fill = linear(
      c,
      [
        [0, lighter(floor, 0.38)],
        [1, mix(floor, wall, 0.1)],
      ],
      [0, 0, 0.6, 1],
    );
    return sweep(c, room) + flat(oval(width * 0.54, 420, 318), fill, 0.8);
  },
  plinth: (c, room) => {
    const { width, wall, floor } = room;
    const x = width * 0.5;
    const side = linear(c, [
      [0, darker(floor, 0.02)],
      [0.25, lighter(floor, 0.3)],
      [0.6, darker(floor, 0.06)],
      [1, darker(floor, 0.24)],
    ]);
    const top = linear(c, [
      [0, lighter(floor, 0.52)],
      [1, lighter(floor, 0.26)],
    ]);
    return (
      sweep(c, { ...room, floor: mix(floor, wall, 0.3) }) +
      flat(oval(x + 70, 880, 470, 62), darker(floor, 0.5), 0.14) +
      `<path d="M${x - 380} 760V850a380 74 0 0 0 760 0V760Z" fill="${side}"/>` +
      `<path d="${oval(x, 760, 380, 74)}" fill="${top}"/>`
    );
  },
  window: (c, room) => {
    const { width, wall } = room;
    const pane = (left: number, top: number): string =>
      `<path d="M${left} ${top}l150 -46v190l-150 46Z" fill="${lighter(wall, 0.75)}" fill-opacity="0.5"/>`;
    const x = width * 0.5 - 360;
    return table(c, room) + pane(x, 190) + pane(x + 172, 138) + pane(x, 402) + pane(x + 172, 350);
  },
  // Seen from above: one even surface for things that lie flat or hang on a wall.
  board: (c, room) => wallOf(c, { ...room, wall: mix(room.wall, room.floor, 0.22) }),
};

export function backdrop(c: Canvas, scene: Backdrop, width: number, height: number): string {
  return stages[scene.stage](c, { ...scene, width, height, horizon: height * 0.66 });
}
