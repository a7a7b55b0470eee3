import { between, random } from "../../random.ts";
import { type Canvas, clipped, linear } from "../canvas.ts";
import { darker, lighter } from "../colour.ts";
import type { Look } from "../look.ts";
import { motif, sprig } from "../motifs.ts";
import { curve, lathe, oval, type Point, polygon } from "../path.ts";
import { flat, form, glassy, glint, label, line, shadow, tube } from "../solids.ts";

const hexagon = (cx: number, cy: number, r: number): string =>
  polygon(
    [0, 1, 2, 3, 4, 5].map(
      (corner): Point => [
        cx + r * Math.cos((corner * Math.PI) / 3),
        cy + r * Math.sin((corner * Math.PI) / 3),
      ],
    ),
  );

/** A honey jar with a dipper leaning on it. */
export function honey(c: Canvas, look: Look): string {
  const squat = look.shape % 2 === 1;
  const top = squat ? 470 : 410;
  const jar = squat
    ? lathe(
        480,
        [
          [130, top],
          [178, top + 40],
          [192, 600],
          [182, 712],
          [160, 732],
        ],
        0.16,
      )
    : lathe(
        480,
        [
          [128, top],
          [156, top + 40],
          [156, 600],
          [156, 712],
          [140, 732],
        ],
        0.16,
      );
  const inside = `<rect x="270" y="${top + 30}" width="420" height="340" fill="${linear(
    c,
    [
      [0, lighter(look.base, 0.3)],
      [0.5, look.base],
      [1, darker(look.base, 0.35)],
    ],
    [0, 0, 0.8, 1],
  )}"/>${flat(oval(480, top + 32, 160, 22), lighter(look.base, 0.42))}`;
  const lid = lathe(
    480,
    [
      [134, top - 74],
      [134, top - 30],
      [134, top + 2],
    ],
    0.17,
  );
  const combs = [
    [480, 548],
    [446, 567],
    [514, 567],
  ]
    .map(([x = 0, y = 0]) => line(hexagon(x, y, 21), look.base, 6))
    .join("");
  const grooves = [0, 18, 36, 54]
    .map((y) => form(c, oval(0, y, 34 - Math.abs(y - 27) * 0.3, 12), "#c69a6b", "round"))
    .join("");
  const dipper =
    `<g transform="translate(712 676) rotate(24)">${tube("M27 -210L27 0", "#c69a6b", 15)}` +
    `<g transform="translate(27 -10)">${grooves}</g></g>`;
  return (
    shadow(c, 490, 742, 170) +
    flat(jar, "#ffffff", 0.4) +
    clipped(c, jar, inside) +
    `<path d="${jar}" fill="${glassy(c)}"/>` +
    form(c, lid, look.accent, "round") +
    `<path d="${oval(480, top - 74, 134, 23)}" fill="${lighter(look.accent, 0.28)}"/>` +
    label(388, 506, 184, 170, darker(look.base, 0.55), "#fdf8ec", combs) +
    flat(oval(712, 752, 80, 14), "#3a2622", 0.16) +
    dipper +
    glint(`M346 ${top + 90}L346 660`, 11, 0.5)
  );
}

/** A box of rice crackers, and three of them. */
export function crackers(c: Canvas, look: Look): string {
  const front = polygon([
    [270, 330],
    [600, 330],
    [600, 740],
    [270, 740],
  ]);
  const side = polygon([
    [600, 330],
    [672, 296],
    [672, 700],
    [600, 740],
  ]);
  const top = polygon([
    [270, 330],
    [342, 296],
    [672, 296],
    [600, 330],
  ]);
  const next = random(look.seed);
  const round = (x: number, y: number, r: number): string => {
    let sesame = "";
    for (let index = 0; index < 16; index += 1) {
      const [turn, reach] = [next() * 6.28, Math.sqrt(next()) * r * 0.72];
      sesame +=
        `<ellipse cx="${(x + Math.cos(turn) * reach).toFixed(1)}" ` +
        `cy="${(y + Math.sin(turn) * reach).toFixed(1)}" rx="6" ry="3.4" ` +
        `fill="${look.shape % 2 ? "#3b2a24" : "#fff4dc"}" ` +
        `transform="rotate(${between(next, 0, 90)} ${x} ${y})"/>`;
    }
    return (
      `${flat(oval(x + 10, y + 14, r, r), "#3a2622", 0.2)}${form(c, oval(x, y, r), "#dcab6b", "ball")}` +
      `${line(oval(x, y, r - 7), "#b67d3e", 4, 0.5)}${sesame}`
    );
  };
  const window = form(
    c,
    oval(435, 440, 86),
    lighter(look.base, 0.72),
    "flat",
    `${flat(oval(405, 470, 62), "#dcab6b")}${flat(oval(470, 430, 56), "#e7bd82")}` +
      line(oval(470, 430, 48), "#b67d3e", 3, 0.5),
  );
  return (
    shadow(c, 490, 742, 220) +
    form(c, front, look.base, "flat", motif(270, 560, 330, 180, look)) +
    form(c, side, darker(look.base, 0.24), "down") +
    `<path d="${top}" fill="${lighter(look.base, 0.32)}"/>` +
    window +
    line(oval(435, 440, 92), look.accent, 7) +
    `<rect x="345" y="568" width="180" height="88" rx="6" fill="#fdf8ec"/>` +
    `<rect x="372" y="592" width="126" height="14" rx="7" fill="${darker(look.accent, 0.3)}"/>` +
    `<rect x="392" y="622" width="86" height="8" rx="4" fill="${darker(look.accent, 0.3)}" ` +
    `fill-opacity="0.5"/>` +
    round(704, 690, 62) +
    round(604, 712, 58) +
    round(676, 752, 54)
  );
}

/** A bottle of pressed oil with a cork. */
export function oil(c: Canvas, look: Look): string {
  const profiles: readonly (readonly Point[])[] = [
    [
      [38, 240],
      [38, 330],
      [48, 372],
      [118, 440],
      [122, 560],
      [122, 712],
      [104, 734],
    ],
    [
      [36, 230],
      [36, 300],
      [60, 400],
      [108, 540],
      [124, 690],
      [108, 734],
    ],
  ];
  const bottle = lathe(480, profiles[look.shape % 2] ?? [], 0.16);
  const inside = `<rect x="340" y="420" width="280" height="340" fill="${linear(c, [
    [0, lighter(look.base, 0.24)],
    [0.5, look.base],
    [1, darker(look.base, 0.4)],
  ])}"/>${flat(oval(480, 422, 130, 14), lighter(look.base, 0.4))}`;
  return (
    shadow(c, 490, 742, 135) +
    flat(bottle, lighter(look.base, 0.6), 0.5) +
    clipped(c, bottle, inside) +
    `<path d="${bottle}" fill="${glassy(c)}"/>` +
    form(
      c,
      lathe(
        480,
        [
          [34, 176],
          [32, 246],
        ],
        0.2,
      ),
      "#c69a6b",
      "round",
    ) +
    `<path d="${oval(480, 176, 34, 7)}" fill="#dcb98c"/>` +
    form(
      c,
      lathe(
        480,
        [
          [44, 232],
          [44, 256],
        ],
        0.18,
      ),
      look.accent,
      "round",
    ) +
    label(402, 500, 156, 180, darker(look.base, 0.5), "#fdf8ec", sprig(480, 588, 76, 0, look.accent, 1.3)) +
    glint("M382 470C376 520 376 640 380 690", 10, 0.55) +
    spoon(c, look)
  );
}

const spoon = (c: Canvas, look: Look): string =>
  `${flat(oval(690, 754, 110, 13), "#3a2622", 0.18)}${tube("M700 742L840 716", "#d8cfc2", 10)}` +
  `${form(c, oval(660, 744, 58, 19), "#d8cfc2", "metal")}${flat(oval(660, 741, 46, 12), look.base)}`;

/** A preserve in a clip jar under a cloth cover: slices of fruit show through the glass. */
export function preserve(c: Canvas, look: Look): string {
  const jar = lathe(
    480,
    [
      [150, 440],
      [172, 480],
      [176, 600],
      [174, 712],
      [152, 734],
    ],
    0.16,
  );
  const next = random(look.seed);
  let slices = "";
  for (let index = 0; index < 16; index += 1) {
    const [x, y, r] = [
      318 + (index % 4) * 104 + next() * 30,
      494 + Math.floor(index / 4) * 66 + next() * 16,
      36 + next() * 14,
    ];
    const squash = 0.55 + next() * 0.45;
    slices +=
      `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${between(next, -40, 40)}) ` +
      `scale(1 ${squash.toFixed(2)})">` +
      `${flat(oval(0, 0, r), look.base)}${flat(oval(0, 0, r - 6), lighter(look.base, 0.55))}` +
      [0, 60, 120]
        .map(
          (turn) =>
            `<path d="M${-r + 9} 0H${r - 9}" stroke="${look.base}" stroke-width="4" ` +
            `transform="rotate(${turn})"/>`,
        )
        .join("") +
      "</g>";
  }
  const syrup = `<rect x="290" y="470" width="380" height="290" fill="${linear(
    c,
    [
      [0, lighter(look.base, 0.36)],
      [1, darker(look.base, 0.16)],
    ],
    [0, 0, 0.5, 1],
  )}"/>`;
  const cloth =
    curve([
      [310, 452],
      [322, 400],
      [372, 352],
      [480, 340],
      [588, 352],
      [638, 400],
      [650, 452],
    ]) +
    "C630 474 610 444 588 462C566 478 546 446 522 464C502 478 478 448 454 464" +
    "C432 478 412 446 388 462C366 476 346 446 310 452Z";
  return (
    shadow(c, 490, 742, 185) +
    clipped(c, jar, syrup + slices) +
    `<path d="${jar}" fill="${glassy(c)}"/>` +
    form(c, cloth, "#f4ead9", "cloth", motif(300, 330, 360, 150, look)) +
    tube("M334 424C400 444 560 444 626 424", look.accent, 9) +
    line("M600 430C630 450 622 480 640 500M606 430C644 430 654 452 676 456", look.accent, 7) +
    label(410, 540, 140, 130, darker(look.base, 0.55), "#fdf8ec") +
    glint("M330 510L330 680", 11, 0.5)
  );
}
