import { between, random } from "../../random.ts";
import { type Canvas, linear } from "../canvas.ts";
import { contrast, darker, lighter, mix } from "../colour.ts";
import type { Look } from "../look.ts";
import { motif, sprig } from "../motifs.ts";
import { blob, box, lathe, oval, type Point } from "../path.ts";
import { drop, flat, form, glint, line, rim, shadow } from "../solids.ts";
import { grain } from "../wood.ts";

const vases: readonly (readonly Point[])[] = [
  [
    [46, 430],
    [50, 480],
    [128, 580],
    [134, 660],
    [84, 734],
  ],
  [
    [60, 400],
    [96, 480],
    [104, 600],
    [92, 700],
    [78, 734],
  ],
  [
    [84, 450],
    [58, 500],
    [146, 600],
    [150, 670],
    [100, 734],
  ],
  [
    [40, 380],
    [42, 520],
    [110, 620],
    [116, 690],
    [92, 734],
  ],
];

/** A vase with a few stems in it: pampas, eucalyptus or cotton, by seed. */
export function vase(c: Canvas, look: Look): string {
  const profile = vases[look.shape % 4] ?? [];
  const [top, topY] = profile[0] ?? [46, 430];
  const next = random(look.seed);
  const style = between(next, 0, 2);
  const stems = [-24, -6, 12, 28].map((angle, index) => {
    const length = 230 + next() * 90;
    if (style === 0)
      return sprig(480 + angle * 0.5, topY + 10, length, angle, index % 2 ? "#7d9478" : "#94a88a", 0.9);
    const [x, y] = [
      480 + Math.sin((angle * Math.PI) / 180) * length,
      topY + 10 - Math.cos((angle * Math.PI) / 180) * length,
    ];
    const stem = line(
      `M${480 + angle * 0.4} ${topY + 12}` +
        `Q${480 + angle * 0.8} ${topY - length * 0.5} ${x.toFixed(1)} ${y.toFixed(1)}`,
      "#a58a63",
      5,
    );
    if (style === 1) return stem + plume(c, x, y, angle);
    return (
      stem +
      [
        [0, 0, 30],
        [-30, 40, 22],
        [28, 52, 24],
      ]
        .map(([dx = 0, dy = 0, r = 0]) =>
          form(c, oval(x + dx, y + dy, r), index % 2 ? "#e3a587" : "#f0cdb8", "ball"),
        )
        .join("")
    );
  });
  return (
    shadow(c, 490, 742, 130) +
    stems.join("") +
    form(c, lathe(480, profile, 0.18), look.base, "round", motif(320, topY + 20, 320, 320, look)) +
    rim(c, 480, topY, top, top * 0.2, look.base, 8) +
    glint("M382 620C376 650 378 670 386 692", 9, 0.4)
  );
}

const plume = (c: Canvas, x: number, y: number, angle: number): string =>
  `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${angle})">` +
  form(
    c,
    blob([
      [0, -90],
      [22, -40],
      [26, 20],
      [10, 70],
      [-10, 70],
      [-26, 20],
      [-20, -40],
    ]),
    "#e2cda8",
    "cloth",
  ) +
  [-12, -4, 5, 13].map((dx) => line(`M${dx} 50Q${dx * 1.6} 0 ${dx * 0.8} -60`, "#c3a677", 3, 0.6)).join("") +
  "</g>";

/** A picture frame leaning on the wall. */
export function frame(c: Canvas, look: Look): string {
  const wide = look.shape % 2 === 1;
  const [x, y, width, height] = wide ? [170, 300, 620, 440] : [266, 190, 428, 550];
  const outer = box(x, y, width, height, 4);
  const art = box(x + 76, y + 76, width - 152, height - 152);
  const paper = lighter(look.accent, 0.82);
  const print = motif(x + 76, y + 76, width - 152, height - 152, { ...look, base: paper });
  return (
    `<g transform="rotate(-2 480 740)">${shadow(c, 500, 744, width / 2, 0.9)}${drop(outer, 24)}` +
    form(c, outer, look.base, "flat", grain(x, y, width, height, look)) +
    line(box(x + 3, y + 3, width - 6, height - 6), lighter(look.base, 0.5), 4, 0.6) +
    flat(box(x + 28, y + 28, width - 56, height - 56), darker(look.base, 0.4)) +
    flat(box(x + 33, y + 34, width - 64, height - 64), "#fcf9f3") +
    form(c, art, paper, "flat", print) +
    `<path d="M${x + 33} ${y + height * 0.62}L${x + width * 0.62} ${y + 34}H${x + width * 0.8}` +
    `L${x + 33} ${y + height * 0.84}Z" ` +
    `fill="#ffffff" fill-opacity="0.16"/>` +
    "</g>"
  );
}

const plants: readonly ((next: () => number) => string)[] = [
  // Broad leaves on long stems.
  (next) =>
    [-58, -32, -8, 16, 42, 64]
      .map((angle, index) => {
        const length = 190 + next() * 120;
        const green = mix("#4f7454", "#86a374", next());
        return (
          `<g transform="translate(480 500) rotate(${angle})">` +
          line(`M0 0Q${index % 2 ? 14 : -14} ${-length * 0.5} 0 ${-length}`, darker(green, 0.2), 7) +
          `<path d="M0 ${-length + 34}C64 ${-length + 10} 66 ${-length - 78} 0 ${-length - 130}` +
          `C-66 ${-length - 78} -64 ${-length + 10} 0 ${-length + 34}Z" ` +
          `fill="${green}"/>` +
          `<path d="M0 ${-length + 30}V${-length - 116}" stroke="${lighter(green, 0.4)}" ` +
          `stroke-width="4"/>` +
          `<path d="M0 ${-length - 130}C66 ${-length - 78} 64 ${-length + 10} 0 ${-length + 34}Z" ` +
          `fill="#21382a" fill-opacity="0.16"/>` +
          "</g>"
        );
      })
      .join(""),
  // Fine, feathery branches.
  (next) =>
    [-46, -24, -6, 12, 30, 50]
      .map((angle) =>
        sprig(480 + angle * 0.6, 510, 270 + next() * 100, angle, mix("#6f8b6b", "#9fb39a", next()), 0.72),
      )
      .join(""),
  // A cactus pair.
  () =>
    `<path d="M430 520V330a50 50 0 0 1 100 0V520Z" fill="#6c9270"/>` +
    `<path d="M526 470V410a32 32 0 0 1 64 0V440q0 50 -64 54Z" fill="#5d8263"/>` +
    [448, 466, 484, 502].map((x) => line(`M${x} 306V510`, "#93b394", 4, 0.7)).join("") +
    `<circle cx="480" cy="282" r="18" fill="#e58f7b"/><circle cx="558" cy="384" r="12" fill="#e58f7b"/>`,
];

export function pot(c: Canvas, look: Look): string {
  const footed = look.shape % 2 === 1;
  const body = footed
    ? lathe(
        480,
        [
          [150, 510],
          [152, 560],
          [136, 660],
          [110, 700],
        ],
        0.18,
      )
    : lathe(
        480,
        [
          [160, 510],
          [150, 600],
          [128, 700],
          [118, 732],
        ],
        0.18,
      );
  const dish = form(
    c,
    lathe(
      480,
      [
        [158, 708],
        [150, 728],
        [138, 742],
      ],
      0.16,
    ),
    darker(look.base, 0.12),
    "round",
  );
  const plant = plants[look.shape % 3] ?? plants[0];
  return (
    shadow(c, 490, 744, 170) +
    dish +
    form(c, body, look.base, "round", motif(310, 520, 340, 220, look)) +
    rim(c, 480, 510, footed ? 150 : 160, 31, look.base, 12) +
    flat(oval(480, 513, 138, 23), "#5a4033") +
    `<g>${plant?.(random(look.seed)) ?? ""}</g>` +
    `<path d="M342 513a138 23 0 0 0 276 0l-4 8a136 24 0 0 1 -268 0Z" fill="#5a4033" fill-opacity="0.85"/>` +
    glint("M352 570C350 610 358 640 364 664", 10, 0.4)
  );
}

/** A wall clock; every clock shows ten past ten. */
export function clock(c: Canvas, look: Look): string {
  const square = look.shape % 3 === 1;
  const case_ = square ? box(212, 212, 536, 536, 96) : oval(480, 480, 276);
  const face = square ? box(244, 244, 472, 472, 70) : oval(480, 480, 242);
  const dial = mix(look.accent, "#fffdf8", 0.86);
  const ink = contrast(dial);
  let marks = "";
  for (let hour = 0; hour < 12; hour += 1) {
    const strong = hour % 3 === 0;
    marks +=
      look.shape % 3 === 2
        ? `<circle cx="480" cy="276" r="${strong ? 11 : 6}" fill="${strong ? look.base : ink}" ` +
          `transform="rotate(${hour * 30} 480 480)"/>`
        : `<rect x="${strong ? 474 : 477}" y="268" width="${strong ? 12 : 6}" ` +
          `height="${strong ? 40 : 24}" rx="3" fill="${ink}" transform="rotate(${hour * 30} 480 480)"/>`;
  }
  const hand = (turn: number, length: number, width: number, colour: string): string =>
    `<g transform="rotate(${turn} 480 480)">` +
    `<rect x="${480 - width / 2}" y="${480 - length}" width="${width}" height="${length + 34}" ` +
    `rx="${width / 2}" fill="${colour}"/>` +
    "</g>";
  const shine = linear(
    c,
    [
      [0, "#ffffff", 0.34],
      [0.42, "#ffffff", 0.04],
      [0.5, "#ffffff", 0],
    ],
    [0, 0, 1, 1],
  );
  return (
    drop(case_, 30) +
    form(c, case_, look.base, "flat", grain(200, 200, 560, 560, look)) +
    flat(face, darker(look.base, 0.35)) +
    `<g transform="translate(4 5)">${flat(face, dial)}</g>` +
    marks +
    `<g transform="translate(7 9)" opacity="0.18">${hand(-56, 128, 16, "#2b1d1c")}` +
    `${hand(62, 186, 11, "#2b1d1c")}</g>` +
    hand(-56, 128, 16, ink) +
    hand(62, 186, 11, ink) +
    hand(210, 150, 4, look.accent) +
    form(c, oval(480, 480, 14), look.accent, "ball") +
    `<path d="${face}" fill="${shine}"/>`
  );
}
