import { between, random } from "../../random.ts";
import { type Canvas, clipped, linear } from "../canvas.ts";
import { contrast, darker, lighter, mix } from "../colour.ts";
import type { Look } from "../look.ts";
import { motif, sprig } from "../motifs.ts";
import { box, lathe, oval, type Point, polygon } from "../path.ts";
import { flat, form, glint, label, line, rim, shadow, tube } from "../solids.ts";

const pots: readonly (readonly Point[])[] = [
  [
    [84, 480],
    [176, 528],
    [212, 620],
    [170, 706],
    [116, 732],
  ],
  [
    [104, 470],
    [196, 500],
    [206, 640],
    [186, 712],
    [150, 732],
  ],
  [
    [78, 500],
    [196, 560],
    [226, 640],
    [186, 706],
    [130, 732],
  ],
];

export function teapot(c: Canvas, look: Look): string {
  const profile = pots[look.shape % 3] ?? [];
  const [top, topY] = profile[0] ?? [84, 480];
  const wood = look.accent;
  const spout = form(
    c,
    "M332 560C276 560 258 500 214 470C202 462 186 470 190 486C202 560 240 640 330 662Z",
    look.base,
    "flat",
  );
  const bail = tube(
    `M${480 - top - 46} ${topY + 30}` +
      `C${480 - top - 90} ${topY - 250} ${480 + top + 90} ${topY - 250} ${480 + top + 46} ${topY + 30}`,
    wood,
    24,
  );
  const ear = tube("M668 560C790 520 800 680 660 676", look.base, 34);
  const overhead = look.shape % 3 !== 1;
  const lid = lathe(
    480,
    [
      [16, topY - 44],
      [top * 0.7, topY - 26],
      [top + 8, topY - 2],
      [top + 8, topY + 6],
    ],
    0.18,
  );
  return (
    shadow(c, 490, 742, 210) +
    spout +
    (overhead ? "" : ear) +
    form(c, lathe(480, profile, 0.16), look.base, "ball", motif(260, topY + 30, 440, 250, look)) +
    flat(oval(480, topY + 12, top + 12, (top + 12) * 0.2), darker(look.base, 0.5), 0.35) +
    form(c, lid, look.base, "round") +
    form(c, oval(480, topY - 62, 24, 22), overhead ? look.base : wood, "ball") +
    (overhead ? bail : "") +
    glint("M326 590C318 620 322 650 336 676", 10, 0.45)
  );
}

/** A cone dripper on a glass server. */
export function dripper(c: Canvas, look: Look): string {
  const server = lathe(
    480,
    [
      [92, 480],
      [104, 520],
      [172, 610],
      [176, 700],
      [150, 732],
    ],
    0.16,
  );
  const coffee =
    `<rect x="280" y="620" width="400" height="130" fill="#4a2a1c"/>` +
    flat(oval(480, 620, 172, 24), "#7a4b33");
  const walls = linear(c, [
    [0, "#8fa3a3", 0.55],
    [0.12, "#ffffff", 0.5],
    [0.3, "#ffffff", 0.18],
    [0.6, "#ffffff", 0.08],
    [0.88, "#8fa3a3", 0.3],
    [1, "#6d8080", 0.6],
  ]);
  const cone =
    look.shape % 2 === 0
      ? lathe(
          480,
          [
            [182, 262],
            [150, 340],
            [86, 446],
          ],
          0.2,
        )
      : lathe(
          480,
          [
            [170, 270],
            [168, 330],
            [112, 446],
          ],
          0.2,
        );
  const ribs = [-110, -66, -22, 22, 66, 110]
    .map((x) => line(`M${480 + x * 1.25} 300L${480 + x * 0.55} 440`, darker(look.base, 0.4), 4, 0.22))
    .join("");
  return (
    shadow(c, 490, 742, 190) +
    tube("M640 600C740 570 750 700 650 700", look.accent, 24) +
    clipped(c, server, coffee) +
    `<path d="${server}" fill="${walls}"/>` +
    glint("M336 640C332 670 338 690 346 704", 10, 0.6) +
    form(c, box(384, 462, 192, 30, 12), look.accent, "round") +
    tube("M640 320C730 300 730 410 606 414", look.base, 24) +
    form(c, oval(480, 452, 150, 22), look.base, "round") +
    form(
      c,
      cone,
      look.base,
      "round",
      ribs + (look.motif === "plain" ? "" : motif(300, 270, 360, 190, look)),
    ) +
    rim(c, 480, look.shape % 2 ? 270 : 262, look.shape % 2 ? 170 : 182, 38, look.base, 11) +
    flat(oval(480, 272, 140, 22), "#5b3a2a", 0.9) +
    flat(oval(462, 268, 90, 11), "#8a5f45", 0.55)
  );
}

/** A round tea caddy with loose leaves before it. */
export function tea(c: Canvas, look: Look): string {
  const tall = look.shape % 2 === 0;
  const top = tall ? 320 : 410;
  const body = lathe(
    480,
    [
      [140, top + 70],
      [140, 600],
      [140, 722],
    ],
    0.17,
  );
  const lid = lathe(
    480,
    [
      [144, top],
      [144, top + 40],
      [144, top + 84],
    ],
    0.17,
  );
  const leaf = `<g>${sprig(480, 600, 110, 0, look.accent, 1.2)}</g>`;
  const next = random(look.seed);
  let loose = "";
  for (let index = 0; index < 34; index += 1) {
    const [x, y, turn] = [640 + next() * 150, 726 + next() * 34, between(next, -80, 80)];
    loose +=
      `<path d="M0 0q10 -9 26 -3q-10 10 -26 3Z" fill="${mix("#4d6b3c", "#8a7a4a", next())}" ` +
      `transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${turn})"/>`;
  }
  return (
    shadow(c, 490, 740, 150) +
    form(c, body, look.base, "round", motif(330, top + 90, 300, 360, look)) +
    label(400, 500, 160, 170, contrast("#ffffff"), "#fbf7ef", leaf.replace("600", "588")) +
    `<rect x="400" y="500" width="160" height="170" fill="${linear(c, [
      [0, "#ffffff", 0.2],
      [0.6, "#2b1d1c", 0.02],
      [1, "#2b1d1c", 0.16],
    ])}"/>` +
    form(c, lid, darker(look.base, 0.12), "round") +
    `<path d="${oval(480, top, 144, 25)}" fill="${linear(c, [
      [0, lighter(look.base, 0.45)],
      [1, lighter(look.base, 0.08)],
    ])}"/>` +
    line(`M352 ${top + 96}A144 25 0 0 0 608 ${top + 96}`, darker(look.base, 0.5), 4, 0.25) +
    flat(oval(724, 754, 92, 16), "#3a2622", 0.12) +
    loose
  );
}

/** A coffee bag with its folded top, a valve and some beans. */
export function beans(c: Canvas, look: Look): string {
  const bag = "M322 300L346 250H614L638 300L650 700C650 728 636 738 612 740H348C324 738 310 728 310 700Z";
  const flap = polygon([
    [336, 236],
    [624, 236],
    [630, 312],
    [330, 312],
  ]);
  const next = random(look.seed);
  const bean = (x: number, y: number, turn: number): string =>
    `<g transform="translate(${x} ${y}) rotate(${turn})">${flat(oval(4, 8, 28, 19), "#3a2622", 0.2)}` +
    `${form(c, oval(0, 0, 28, 20), "#6b4029", "ball")}${line("M-24 2C-8 -8 8 10 24 0", "#3a1f13", 4)}` +
    "</g>";
  const pile = [
    [690, 738],
    [748, 752],
    [716, 768],
    [800, 744],
    [262, 760],
    [214, 748],
  ]
    .map(([x = 0, y = 0]) => bean(x, y, between(next, -60, 60)))
    .join("");
  const seams = line("M352 320L340 720M608 320L620 720", darker(look.base, 0.5), 5, 0.2);
  return (
    shadow(c, 490, 742, 190) +
    form(c, bag, look.base, "cloth", motif(300, 320, 360, 420, look)) +
    seams +
    form(c, flap, darker(look.base, 0.06), "down") +
    line("M334 312H626", darker(look.base, 0.6), 4, 0.3) +
    form(c, box(306, 262, 348, 22, 11), look.accent, "flat") +
    label(386, 420, 188, 220, darker(look.accent, 0.25), "#fbf7ef", cupMark(look.accent)) +
    flat(oval(560, 364, 13), darker(look.base, 0.4), 0.5) +
    flat(oval(557, 361, 9), lighter(look.base, 0.2)) +
    pile
  );
}

/** A cup-shaped mark for the bag's label. */
const cupMark = (colour: string): string =>
  `<g transform="translate(480 478)">` +
  `<path d="M-30 -16h60c0 32 -12 50 -30 50s-30 -18 -30 -50Z" fill="${colour}"/>` +
  `<path d="M30 -8c18 -2 18 22 -4 22" fill="none" stroke="${colour}" stroke-width="6"/>` +
  `<path d="M-40 40h80" stroke="${colour}" stroke-width="5" stroke-linecap="round"/></g>`;
