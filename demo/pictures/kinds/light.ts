import { type Canvas, clipped, linear } from "../canvas.ts";
import { darker, lighter } from "../colour.ts";
import type { Look } from "../look.ts";
import { motif } from "../motifs.ts";
import { lathe, oval } from "../path.ts";
import { flat, form, glassy, glint, halo, label, line, rim, shadow, tube } from "../solids.ts";

const lampFoot = (c: Canvas, colour: string): string =>
  `${form(
    c,
    lathe(
      480,
      [
        [110, 706],
        [118, 722],
        [116, 736],
      ],
      0.2,
    ),
    colour,
    "metal",
  )}<path d="${oval(480, 706, 110, 22)}" fill="${lighter(colour, 0.3)}"/>`;

/** A jointed arm with a cone of light below its head. */
function taskLamp(c: Canvas, look: Look): string {
  const head = "M176 330L330 236C350 270 356 300 352 330L214 410C190 398 178 366 176 330Z";
  return (
    shadow(c, 500, 744, 150) +
    halo(c, 250, 440, 300, 0.7) +
    `<path d="M196 380L330 300L520 740H60Z" fill="${linear(
      c,
      [
        [0, "#ffe9b0", 0.5],
        [1, "#ffe9b0", 0],
      ],
      [0.4, 0, 0.5, 1],
    )}"/>` +
    lampFoot(c, look.accent) +
    tube("M480 704L590 480", look.accent, 18) +
    tube("M590 480L340 280", look.accent, 18) +
    form(c, oval(590, 480, 22), look.accent, "ball") +
    form(c, head, look.base, "flat") +
    `<path d="${oval(0, 0, 92, 28)}" fill="#fff3cf" transform="translate(284 372) rotate(-30)"/>`
  );
}

/** A table lamp that is on: a shade on a stem, a mushroom, or a jointed arm. */
export function lamp(c: Canvas, look: Look): string {
  const bulb = linear(
    c,
    [
      [0, lighter(look.base, 0.3)],
      [0.7, "#fff1c9"],
      [1, "#fffbe8"],
    ],
    [0, 0, 0, 1],
  );
  if (look.shape % 3 === 2) return taskLamp(c, look);
  const mushroom = look.shape % 3 === 1;
  const shade = mushroom
    ? "M262 470C262 340 360 268 480 268S698 340 698 470C640 494 320 494 262 470Z"
    : "M378 270H582L676 486C610 512 350 512 284 486Z";
  const stem = mushroom
    ? form(
        c,
        lathe(
          480,
          [
            [46, 480],
            [52, 600],
            [88, 716],
            [92, 734],
          ],
          0.2,
        ),
        look.base,
        "round",
      )
    : tube("M480 480V706", look.accent, 18) + lampFoot(c, look.accent);
  const underside = mushroom
    ? "M262 470C320 494 640 494 698 470C660 512 300 512 262 470Z"
    : "M284 486C350 512 610 512 676 486C620 530 340 530 284 486Z";
  return (
    shadow(c, 490, 744, 130) +
    halo(c, 480, 470, 430, 0.7) +
    stem +
    form(c, shade, look.base, "round", motif(260, 264, 440, 230, look)) +
    `<path d="${shade}" fill="${linear(
      c,
      [
        [0, "#ffe9b0", 0],
        [0.55, "#ffe9b0", 0.14],
        [1, "#fff0c0", 0.78],
      ],
      [0, 0, 0, 1],
    )}"/>` +
    `<path d="${underside}" fill="${bulb}"/>` +
    (mushroom ? glint("M326 400C340 350 380 322 420 312", 12, 0.5) : "")
  );
}

const flame = (c: Canvas, x: number, y: number): string =>
  halo(c, x, y - 50, 200, 0.8) +
  `<path d="M${x} ${y - 112}C${x + 34} ${y - 70} ${x + 34} ${y - 22} ${x} ${y - 16}` +
  `C${x - 34} ${y - 22} ${x - 30} ${y - 66} ${x} ${y - 112}Z" fill="` +
  linear(
    c,
    [
      [0, "#ffd873"],
      [0.6, "#ffb648"],
      [1, "#f08a3c"],
    ],
    [0, 0, 0, 1],
  ) +
  `"/><path d="M${x} ${y - 74}C${x + 14} ${y - 52} ${x + 14} ${y - 28} ${x} ${y - 22}` +
  `C${x - 14} ${y - 28} ${x - 13} ${y - 52} ${x} ${y - 74}Z" fill="#fff6d6"/>` +
  line(`M${x} ${y - 24}V${y + 8}`, "#4a372c", 5);

/** A ribbed pillar on a metal dish. */
function pillarCandle(c: Canvas, look: Look): string {
  const pillar = lathe(
    480,
    [
      [108, 420],
      [108, 560],
      [108, 730],
    ],
    0.2,
  );
  const ribs = [-90, -66, -36, 0, 36, 66, 90]
    .map(
      (x) =>
        line(`M${480 + x} 430V750`, darker(look.base, 0.4), 7, 0.16) +
        line(`M${480 + x + 9} 430V750`, "#ffffff", 5, 0.22),
    )
    .join("");
  return (
    shadow(c, 490, 744, 150) +
    form(
      c,
      lathe(
        480,
        [
          [170, 716],
          [160, 732],
          [140, 742],
        ],
        0.18,
      ),
      look.accent,
      "metal",
    ) +
    `<path d="${oval(480, 716, 170, 30)}" fill="${lighter(look.accent, 0.25)}"/>` +
    form(c, pillar, look.base, "round", ribs) +
    `<path d="${oval(480, 420, 108, 22)}" fill="${linear(c, [
      [0, "#fff4d8"],
      [1, lighter(look.base, 0.3)],
    ])}"/>` +
    flame(c, 480, 424)
  );
}

/** A candle: in a glass, in a tin, or a bare ribbed pillar. */
export function candle(c: Canvas, look: Look): string {
  if (look.shape % 3 === 2) return pillarCandle(c, look);
  const wax = lighter(look.base, 0.32);
  const tin = look.shape % 3 === 1;
  const jar = lathe(
    480,
    [
      [150, 450],
      [150, 600],
      [148, 716],
      [132, 736],
    ],
    0.2,
  );
  const inner = `<rect x="320" y="510" width="320" height="260" fill="${linear(
    c,
    [
      [0, lighter(wax, 0.3)],
      [0.3, wax],
      [1, darker(look.base, 0.1)],
    ],
    [0, 0, 0, 1],
  )}"/>`;
  const vessel = tin
    ? form(c, jar, look.base, "metal", motif(330, 460, 300, 290, look)) +
      rim(c, 480, 450, 150, 30, look.base, 8, wax) +
      flat(oval(480, 466, 134, 20), wax)
    : `<path d="${oval(480, 450, 150, 30)}" fill="#ffffff" fill-opacity="0.35"/>${clipped(c, jar, inner)}` +
      `${flat(oval(480, 512, 146, 28), lighter(wax, 0.4))}<path d="${jar}" fill="${glassy(c)}"/>`;
  const front = tin ? "" : line(oval(480, 450, 150, 30), "#ffffff", 5, 0.8);
  return (
    shadow(c, 490, 744, 160) +
    vessel +
    flame(c, 480, tin ? 460 : 508) +
    front +
    label(400, 560, 160, 120, darker(look.accent, 0.35), "#fdf9f1") +
    glint("M350 500V680", 11, 0.5)
  );
}
