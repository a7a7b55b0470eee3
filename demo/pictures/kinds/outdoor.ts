import { type Canvas, linear } from "../canvas.ts";
import { contrast, darker, lighter, mix } from "../colour.ts";
import type { Look } from "../look.ts";
import { motif } from "../motifs.ts";
import { box, lathe, oval, polygon } from "../path.ts";
import { flat, form, glint, line, rim, shadow, tube } from "../solids.ts";
import { grain } from "../wood.ts";

/** A rolled yoga mat with its strap. */
export function yogamat(c: Canvas, look: Look): string {
  const roll = "M240 520C214 520 196 570 196 628S214 738 240 738H704V520Z";
  const tail = "M400 738C560 740 760 740 850 742L868 722C800 716 740 720 704 700Z";
  const spiral = [94, 74, 54, 34, 16]
    .map((r, index) =>
      line(oval(704, 629, r * 0.62, r), index % 2 ? look.accent : darker(look.base, 0.25), 8),
    )
    .join("");
  return (
    shadow(c, 500, 746, 330) +
    form(c, tail, lighter(look.base, 0.1), "down") +
    form(c, roll, look.base, "down", motif(190, 520, 520, 220, look)) +
    form(c, oval(704, 629, 66, 109), lighter(look.base, 0.16), "flat") +
    spiral +
    [330, 560]
      .map((x) =>
        form(
          c,
          `M${x} 520H${x + 34}C${x + 8} 580 ${x + 8} 680 ${x + 34} 738H${x}` +
            `C${x - 26} 680 ${x - 26} 580 ${x} 520Z`,
          look.accent,
          "down",
        ),
      )
      .join("") +
    tube("M346 524C360 400 560 400 576 524", look.accent, 24) +
    line("M240 546C300 542 420 542 520 544", "#ffffff", 8, 0.3)
  );
}

/** An insulated bottle with a loop lid. */
export function bottle(c: Canvas, look: Look): string {
  const slim = look.shape % 2 === 0;
  const body = slim
    ? lathe(
        480,
        [
          [66, 330],
          [72, 350],
          [112, 400],
          [114, 560],
          [114, 716],
          [100, 736],
        ],
        0.16,
      )
    : lathe(
        480,
        [
          [104, 330],
          [128, 360],
          [130, 560],
          [128, 716],
          [112, 736],
        ],
        0.16,
      );
  const half = slim ? 68 : 106;
  const steel = form(
    c,
    lathe(
      480,
      [
        [half - 4, 312],
        [half - 4, 340],
      ],
      0.16,
    ),
    "#d5d2cc",
    "metal",
  );
  const lid = `${form(
    c,
    lathe(
      480,
      [
        [half, 246],
        [half, 318],
      ],
      0.16,
    ),
    look.accent,
    "round",
  )}<path d="${oval(480, 246, half, half * 0.17)}" fill="${lighter(look.accent, 0.3)}"/>`;
  return (
    shadow(c, 490, 742, 130) +
    tube(
      `M${480 - half + 24} 250C${480 - half + 10} 160 ${480 + half - 10} 160 ${480 + half - 24} 250`,
      look.accent,
      20,
    ) +
    steel +
    lid +
    form(c, body, look.base, "round", motif(350, 380, 260, 370, look)) +
    `<rect x="440" y="560" width="80" height="10" rx="5" fill="${contrast(look.base)}" ` +
    `fill-opacity="0.7"/>` +
    `<rect x="456" y="582" width="48" height="6" rx="3" fill="${contrast(look.base)}" ` +
    `fill-opacity="0.45"/>` +
    glint(slim ? "M392 430V690" : "M376 400V690", 12, 0.5)
  );
}

/** A takeaway tumbler with a slide lid, or with a straw. */
export function tumbler(c: Canvas, look: Look): string {
  const body = lathe(
    480,
    [
      [142, 340],
      [132, 500],
      [114, 700],
      [104, 734],
    ],
    0.17,
  );
  const lid = lathe(
    480,
    [
      [130, 292],
      [148, 318],
      [148, 350],
    ],
    0.16,
  );
  const straw = look.shape % 2 === 1;
  const sleeve =
    look.motif === "plain"
      ? form(
          c,
          lathe(
            480,
            [
              [136, 450],
              [130, 520],
              [124, 590],
            ],
            0.14,
          ),
          look.accent,
          "round",
        )
      : "";
  return (
    shadow(c, 490, 742, 130) +
    (straw ? tube("M520 310L566 120", look.accent, 20) : "") +
    form(c, body, look.base, "round", motif(330, 350, 300, 400, look)) +
    sleeve +
    form(c, lid, darker(look.accent, 0.06), "round") +
    `<path d="${oval(480, 292, 130, 22)}" fill="${linear(c, [
      [0, lighter(look.accent, 0.4)],
      [1, lighter(look.accent, 0.12)],
    ])}"/>` +
    (straw
      ? flat(oval(524, 294, 16, 6), darker(look.accent, 0.6))
      : form(c, box(430, 280, 76, 16, 8), darker(look.accent, 0.3), "flat")) +
    glint("M362 400C364 480 372 580 382 680", 12, 0.45)
  );
}

/** A low folding chair: a cloth sling between wooden or metal legs. */
export function campchair(c: Canvas, look: Look): string {
  const legs = (x: number, tone: string): string =>
    tube(`M${x} 742L${x + 330} 470`, tone, 22) + tube(`M${x + 340} 742L${x + 20} 500`, tone, 22);
  const metal = look.accent;
  const back = "M604 190C650 196 716 214 742 232L690 560C640 540 600 530 560 528Z";
  const seat = "M250 520C360 560 560 560 690 560L640 600C520 620 360 610 220 556Z";
  const sling =
    "M590 186C660 190 720 208 752 232C742 350 724 470 700 572C560 622 350 616 206 552L232 516" +
    "C350 552 470 560 552 540C580 430 586 300 590 186Z";
  return (
    shadow(c, 480, 748, 300, 0.8) +
    `<g opacity="0.9">${legs(300, darker(metal, 0.3))}</g>` +
    tube("M620 600L740 210", darker(metal, 0.2), 20) +
    flat(back, darker(look.base, 0.3)) +
    flat(seat, darker(look.base, 0.3)) +
    form(c, sling, look.base, "cloth", motif(200, 180, 560, 440, look)) +
    line("M552 540C600 556 660 566 700 572", darker(look.base, 0.6), 10, 0.22) +
    line("M596 200C592 320 580 440 556 536", "#ffffff", 6, 0.3) +
    legs(230, metal) +
    tube("M226 520L640 440", mix(metal, "#c39a6c", 0.4), 26) +
    form(c, box(216, 536, 40, 30, 8), metal, "flat")
  );
}

/** A block seen from the front, the right and above. */
function cuboid(
  c: Canvas,
  x: number,
  y: number,
  width: number,
  height: number,
  colour: string,
  seed: string,
): string {
  const depth = 34;
  return (
    form(
      c,
      polygon([
        [x + width, y],
        [x + width + depth, y - depth * 0.7],
        [x + width + depth, y + height - depth * 0.7],
        [x + width, y + height],
      ]),
      darker(colour, 0.28),
      "flat",
    ) +
    `<path d="${polygon([
      [x, y],
      [x + depth, y - depth * 0.7],
      [x + width + depth, y - depth * 0.7],
      [x + width, y],
    ])}" fill="${lighter(colour, 0.42)}"/>` +
    form(
      c,
      box(x, y, width, height, 3),
      colour,
      "flat",
      grain(x, y, width, height, { base: colour, seed: seed }),
    )
  );
}

const roofBlock = (c: Canvas, look: Look): string =>
  form(
    c,
    polygon([
      [636, 362],
      [670, 338],
      [590, 226],
      [556, 242],
    ]),
    darker(look.accent, 0.34),
    "flat",
  ) +
  form(
    c,
    polygon([
      [330, 362],
      [636, 362],
      [556, 242],
      [410, 242],
    ]),
    look.accent,
    "flat",
    grain(330, 242, 310, 120, look),
  );

const archBlock = (c: Canvas, colour: string, seed: string): string =>
  form(
    c,
    polygon([
      [636, 516],
      [670, 492],
      [670, 596],
      [636, 620],
    ]),
    darker(colour, 0.3),
    "flat",
  ) +
  `<path d="${polygon([
    [330, 516],
    [364, 492],
    [670, 492],
    [636, 516],
  ])}" fill="${lighter(colour, 0.4)}"/>` +
  form(
    c,
    "M330 640V516H636V640H560a77 62 0 0 0 -154 0Z",
    colour,
    "flat",
    grain(330, 516, 306, 124, { base: colour, seed: seed }),
  );

/** Wooden blocks built into a small gate. */
export function blocks(c: Canvas, look: Look): string {
  const tones = [
    look.base,
    look.accent,
    mix(look.base, "#f2d9a8", 0.55),
    mix(look.accent, "#f4efe4", 0.5),
    "#d9b383",
  ];
  const tone = (index: number): string => tones[index % tones.length] ?? look.base;
  const cube = (x: number, y: number, width: number, height: number, index: number): string =>
    cuboid(c, x, y, width, height, tone(index), `${look.seed}${index}`);
  const ball = flat(oval(800, 748, 70, 13), "#3a2622", 0.22) + form(c, oval(790, 690, 56), tone(2), "ball");
  const tall = look.shape % 2 === 1;
  return (
    shadow(c, 500, 746, 290) +
    cube(300, 640, 110, 100, 0) +
    cube(556, 640, 110, 100, 3) +
    cube(160, 660, 90, 80, 4) +
    archBlock(c, tone(2), look.seed) +
    cube(370, 412, 90, 104, 1) +
    cube(510, 412, 90, 104, 0) +
    cube(330, 362, 306, 50, 3) +
    (tall
      ? cube(420, 266, 120, 96, 4) + form(c, oval(480, 210, 54), look.accent, "ball")
      : roofBlock(c, look)) +
    ball +
    rim(c, 205, 700, 24, 24, "#d9b383", 6)
  );
}
