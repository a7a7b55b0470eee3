import { type Canvas, clipped, linear } from "../canvas.ts";
import { darker, lighter } from "../colour.ts";
import type { Look } from "../look.ts";
import { motif } from "../motifs.ts";
import { blob, box, lathe, oval } from "../path.ts";
import { flat, form, glassy, glint, halo, label, line, shadow } from "../solids.ts";

/** A reed diffuser. */
export function diffuser(c: Canvas, look: Look): string {
  const square = look.shape % 2 === 1;
  const bottle = square
    ? "M374 520C374 500 386 490 406 490H430V450H530V490H554C574 490 586 500 586 520V714" +
      "C586 730 576 738 560 738H400C384 738 374 730 374 714Z"
    : lathe(
        480,
        [
          [44, 440],
          [46, 486],
          [114, 560],
          [124, 640],
          [112, 714],
          [96, 736],
        ],
        0.18,
      );
  const tint = linear(
    c,
    [
      [0, lighter(look.base, 0.3)],
      [1, darker(look.base, 0.12)],
    ],
    [0, 0, 0.6, 1],
  );
  const surface = square ? box(370, 584, 220, 10) : oval(480, 590, 130, 16);
  const liquid =
    `<rect x="340" y="590" width="280" height="170" fill="${tint}"/>` +
    flat(surface, lighter(look.base, 0.5));
  const reeds = [-30, -17, -5, 8, 20, 33]
    .map(
      (angle, index) =>
        `<g transform="rotate(${angle} 480 466)">` +
        line(`M480 652V${150 + (index % 3) * 26}`, "#8a6a48", 9) +
        `${line(`M477 652V${154 + (index % 3) * 26}`, "#d9bd94", 4)}</g>`,
    )
    .join("");
  return (
    shadow(c, 490, 742, 130) +
    reeds +
    flat(bottle, "#ffffff", 0.42) +
    clipped(c, bottle, liquid) +
    `<path d="${bottle}" fill="${glassy(c)}"/>` +
    form(
      c,
      lathe(
        480,
        [
          [54, 426],
          [54, 462],
        ],
        0.18,
      ),
      look.accent,
      "metal",
    ) +
    flat(oval(480, 426, 54, 10), darker(look.accent, 0.5)) +
    label(412, 616, 136, 90, darker(look.base, 0.5), "#fdf9f1") +
    glint(square ? "M394 540V690" : "M384 610C378 640 380 670 384 694", 9, 0.6)
  );
}

/** The box that the sticks came in. */
function incenseBox(c: Canvas, look: Look): string {
  const pack = form(
    c,
    box(610, 440, 130, 226, 4),
    look.accent,
    "flat",
    motif(610, 440, 130, 226, { ...look, accent: lighter(look.accent, 0.45), base: look.accent }),
  );
  const ink = darker(look.accent, 0.4);
  return (
    `<g transform="translate(80 0)">${shadow(c, 676, 668, 66)}${pack}` +
    `<rect x="634" y="490" width="82" height="96" rx="3" fill="#fdf9f1"/>` +
    `<rect x="648" y="522" width="54" height="8" rx="4" fill="${ink}"/>` +
    `<rect x="656" y="544" width="38" height="5" rx="2" fill="${ink}" fill-opacity="0.5"/></g>`
  );
}

/** An incense stick on its holder, smoking. */
export function incense(c: Canvas, look: Look): string {
  const smoke = blob([
    [300, 300],
    [330, 240],
    [296, 180],
    [324, 110],
    [352, 176],
    [326, 236],
    [350, 300],
    [316, 372],
  ]);
  const dish =
    look.shape % 2 === 0
      ? lathe(
          480,
          [
            [270, 676],
            [254, 708],
            [200, 736],
          ],
          0.2,
        )
      : box(196, 684, 568, 56, 28);
  const top =
    look.shape % 2 === 0
      ? `<path d="${oval(480, 676, 270, 54)}" fill="${linear(
          c,
          [
            [0, darker(look.base, 0.16)],
            [1, lighter(look.base, 0.3)],
          ],
          [0, 0, 0.6, 1],
        )}"/>${line("M214 670A266 50 0 0 1 600 630", "#ffffff", 5, 0.6)}`
      : `<path d="${box(196, 672, 568, 30, 15)}" fill="${lighter(look.base, 0.2)}"/>`;
  return (
    `<path d="${smoke}" fill="${linear(
      c,
      [
        [0, "#ffffff", 0],
        [0.5, "#ffffff", 0.36],
        [1, "#ffffff", 0.7],
      ],
      [0, 0, 0, 1],
    )}"/>` +
    line("M318 372C340 320 300 280 330 220S300 130 322 70", "#ffffff", 6, 0.45) +
    shadow(c, 490, 744, 270, 0.9) +
    incenseBox(c, look) +
    form(c, dish, look.base, look.shape % 2 ? "down" : "round", motif(196, 690, 568, 60, look)) +
    top +
    form(
      c,
      lathe(
        500,
        [
          [26, 642],
          [34, 676],
        ],
        0.3,
      ),
      look.accent,
      "metal",
    ) +
    line("M502 650L318 372", "#5d4634", 9) +
    line("M499 648L330 388", "#a17c57", 4) +
    halo(c, 318, 372, 44, 0.9) +
    flat(oval(318, 372, 7), "#f0713c") +
    flat(oval(420, 684, 40, 6), "#b9aca0", 0.7) +
    (look.shape % 2 === 0 ? "" : glint("M216 686H740", 4, 0.4))
  );
}
