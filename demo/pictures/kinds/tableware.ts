import { type Canvas, clipped, linear } from "../canvas.ts";
import { darker, lighter, mix } from "../colour.ts";
import type { Look } from "../look.ts";
import { motif, sprig } from "../motifs.ts";
import { lathe, oval, type Point } from "../path.ts";
import { flat, form, glint, line, rim, shadow, tube } from "../solids.ts";

const mugs: readonly (readonly Point[])[] = [
  [
    [158, 420],
    [158, 540],
    [156, 660],
    [150, 706],
    [128, 730],
  ],
  [
    [140, 430],
    [172, 520],
    [172, 620],
    [132, 712],
    [104, 730],
  ],
  [
    [178, 430],
    [164, 560],
    [146, 680],
    [118, 728],
    [118, 730],
  ],
];

export function mug(c: Canvas, look: Look): string {
  const profile = mugs[look.shape % 3] ?? [];
  const [top, topY] = profile[0] ?? [158, 420];
  const d = lathe(480, profile, 0.2);
  const handle = tube(
    `M${480 + top - 14} ${topY + 62}` +
      `C${480 + top + 130} ${topY + 40} ${480 + top + 120} ${topY + 226} ${480 + top - 26} ${topY + 216}`,
    look.base,
    36,
  );
  return (
    shadow(c, 490, 740, 170) +
    handle +
    form(c, d, look.base, "round", motif(290, topY, 380, 330, look)) +
    rim(c, 480, topY, top, top * 0.2, look.base, 11, lighter(look.base, 0.2)) +
    flat(oval(480, topY + 16, top - 22, top * 0.2 - 13), "#5b3a2a") +
    flat(oval(452, topY + 13, top - 80, top * 0.07), "#8a5f45", 0.6) +
    glint(
      `M${480 - top + 34} ${topY + 72}` +
        `C${480 - top + 32} ${topY + 120} ${480 - top + 34} ${topY + 160} ${480 - top + 38} ${topY + 200}`,
      9,
      0.5,
    )
  );
}

/** Sprigs around the rim, all leaning the same way. */
function wreath(rx: number, look: Look): string {
  let markup = "";
  for (let turn = 0; turn < 360; turn += 30) {
    const angle = (turn * Math.PI) / 180;
    markup += sprig(
      Math.cos(angle) * rx * 0.84,
      Math.sin(angle) * rx * 0.84,
      rx * 0.42,
      turn + 168,
      look.accent,
      0.9,
    );
  }
  return markup;
}

/** One dish: its side, its face, the hollow in the middle. `decorated` paints the motif on the face. */
function dish(c: Canvas, look: Look, y: number, rx: number, decorated: boolean): string {
  const ry = rx * 0.5;
  const face = oval(480, y, rx, ry);
  const surface = linear(
    c,
    [
      [0, lighter(look.base, 0.34)],
      [0.6, look.base],
      [1, darker(look.base, 0.12)],
    ],
    [0.1, 0, 0.8, 1],
  );
  const well = linear(
    c,
    [
      [0, darker(look.base, 0.3), 0.75],
      [0.4, look.base, 0.3],
      [1, "#ffffff", 0.5],
    ],
    [0.15, 0, 0.8, 1],
  );
  const pattern = look.motif === "botanical" ? wreath(rx, look) : motif(-rx, -rx, rx * 2, rx * 2, look);
  const side =
    `M${480 - rx} ${y}a${rx} ${ry} 0 0 0 ${rx * 2} 0l-${rx * 0.18} 22` +
    `a${rx * 0.82} ${ry * 0.9} 0 0 1 -${rx * 1.64} 0Z`;
  return (
    form(c, side, darker(look.base, 0.1), "round") +
    `<path d="${face}" fill="${surface}"/>` +
    (decorated ? clipped(c, face, `<g transform="translate(480 ${y}) scale(1 0.5)">${pattern}</g>`) : "") +
    `<path d="${oval(480, y + 8, rx * 0.68, ry * 0.66)}" fill="${well}"/>` +
    line(
      `M${480 - rx * 0.66} ${y + 14}A${rx * 0.68} ${ry * 0.66} 0 0 0 ${480 + rx * 0.62} ${y + 26}`,
      "#ffffff",
      5,
      0.55,
    ) +
    line(
      `M${480 - rx + 5} ${y + 3}A${rx - 5} ${ry - 4} 0 0 1 ${480 + rx * 0.5} ${y - ry * 0.85}`,
      "#ffffff",
      7,
      0.6,
    )
  );
}

/** A plate alone, or two different ones stacked, or a stack with a bowl's worth of depth. */
export function plate(c: Canvas, look: Look): string {
  const stack = look.shape % 3;
  const partner = { ...look, base: mix(look.base, look.accent, 0.7) };
  const under = stack === 0 ? "" : dish(c, partner, 646, 334, false);
  const middle = stack === 2 ? dish(c, { ...look, base: lighter(look.base, 0.4) }, 612, 296, false) : "";
  const top =
    stack === 0
      ? dish(c, look, 610, 334, true)
      : dish(c, look, stack === 1 ? 606 : 572, stack === 1 ? 282 : 250, true);
  return shadow(c, 490, 762, 280, 0.9) + under + middle + top;
}

export function bowl(c: Canvas, look: Look): string {
  const profiles: readonly (readonly Point[])[] = [
    [
      [248, 500],
      [240, 590],
      [168, 690],
      [104, 716],
      [104, 738],
    ],
    [
      [206, 470],
      [214, 580],
      [176, 686],
      [112, 714],
      [108, 738],
    ],
    [
      [272, 530],
      [236, 630],
      [150, 700],
      [96, 716],
      [92, 738],
    ],
  ];
  const profile = profiles[look.shape % 3] ?? [];
  const [top, topY] = profile[0] ?? [248, 500];
  const inside = lighter(look.motif === "dip" ? look.accent : look.base, 0.14);
  return (
    shadow(c, 490, 742, 180) +
    form(c, lathe(480, profile, 0.24), look.base, "round", motif(480 - top, topY, top * 2, 250, look)) +
    rim(c, 480, topY, top, top * 0.27, look.base, 10, inside) +
    line(
      `M${480 - top * 0.62} ${topY + top * 0.09}` +
        `A${top * 0.7} ${top * 0.17} 0 0 0 ${480 + top * 0.5} ${topY + top * 0.14}`,
      "#ffffff",
      8,
      0.35,
    ) +
    glint(
      `M${480 - top + 32} ${topY + 70}` +
        `C${480 - top + 40} ${topY + 110} ${480 - top + 58} ${topY + 136} ${480 - top + 74} ${topY + 156}`,
      9,
      0.5,
    )
  );
}

/** A drinking glass: the back edge, the drink, then the front with its reflections. */
export function glass(c: Canvas, look: Look): string {
  const profiles: readonly (readonly Point[])[] = [
    [
      [128, 340],
      [124, 520],
      [116, 720],
      [106, 736],
    ],
    [
      [150, 440],
      [150, 600],
      [138, 720],
      [120, 736],
    ],
    [
      [120, 360],
      [152, 470],
      [120, 620],
      [112, 736],
    ],
  ];
  const profile = profiles[look.shape % 3] ?? [];
  const [top, topY] = profile[0] ?? [128, 340];
  const d = lathe(480, profile, 0.2);
  const level = topY + 130;
  const wall = linear(c, [
    [0, darker(look.base, 0.2), 0.6],
    [0.12, lighter(look.base, 0.5), 0.5],
    [0.3, "#ffffff", 0.25],
    [0.5, look.base, 0.24],
    [0.85, look.base, 0.45],
    [1, darker(look.base, 0.24), 0.65],
  ]);
  const drink =
    `<rect x="300" y="${level}" width="360" height="400" fill="${look.accent}" fill-opacity="0.5"/>` +
    flat(oval(480, level, 200, 22), lighter(look.accent, 0.4), 0.75);
  const ribs =
    look.motif === "pinstripe"
      ? [-80, -48, -16, 16, 48, 80]
          .map((x) => line(`M${480 + x} ${topY + 40}L${480 + x * 0.9} 720`, "#ffffff", 6, 0.35))
          .join("")
      : motif(330, topY + 60, 300, 300, look);
  return (
    shadow(c, 490, 740, 140, 0.75) +
    `<path d="${oval(480, topY, top, top * 0.2)}" fill="${lighter(look.base, 0.4)}" fill-opacity="0.45"/>` +
    `<g clip-path="${c.define("clipPath", "", `<path d="${d}"/>`)}">${drink}${ribs}` +
    `<rect x="300" y="700" width="360" height="80" fill="#ffffff" fill-opacity="0.4"/></g>` +
    `<path d="${d}" fill="${wall}"/>` +
    line(oval(480, topY, top, top * 0.2), "#ffffff", 5, 0.85) +
    glint(`M${480 - top + 30} ${topY + 70}L${480 - top + 34} 660`, 12, 0.6) +
    glint(`M${480 + top - 30} ${topY + 110}L${480 + top - 36} 560`, 5, 0.5)
  );
}
