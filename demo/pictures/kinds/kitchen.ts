import { type Canvas, linear } from "../canvas.ts";
import { darker, lighter } from "../colour.ts";
import type { Look } from "../look.ts";
import { motif } from "../motifs.ts";
import { box, lathe, oval, type Point } from "../path.ts";
import { drop, flat, form, glint, line, rim, shadow, stitch, tube } from "../solids.ts";
import { grain } from "../wood.ts";

const kettles: readonly (readonly Point[])[] = [
  [
    [112, 440],
    [176, 520],
    [208, 620],
    [206, 700],
    [176, 730],
  ],
  [
    [86, 420],
    [140, 500],
    [206, 640],
    [214, 704],
    [196, 730],
  ],
  [
    [150, 430],
    [190, 480],
    [194, 600],
    [194, 712],
    [180, 730],
  ],
];

/** A gooseneck kettle. */
export function kettle(c: Canvas, look: Look): string {
  const profile = kettles[look.shape % 3] ?? [];
  const [top, topY] = profile[0] ?? [112, 440];
  const dark = darker(look.accent, 0.1);
  const spout = tube("M316 664C216 664 246 520 208 470C192 448 172 442 148 446", look.base, 34);
  const handle = tube(
    `M${480 + top - 20} ${topY + 16}` +
      `C${480 + top + 190} ${topY - 30} ${480 + top + 190} ${topY + 170} ${480 + top + 90} ${topY + 216}`,
    dark,
    36,
  );
  const lid = lathe(
    480,
    [
      [top - 46, topY - 40],
      [top - 12, topY - 14],
      [top - 6, topY],
    ],
    0.16,
  );
  return (
    shadow(c, 490, 740, 220) +
    spout +
    handle +
    form(c, lathe(480, profile, 0.16), look.base, "metal", motif(270, 520, 420, 230, look)) +
    rim(c, 480, topY, top, top * 0.17, look.base, 8) +
    form(c, lid, look.base, "metal") +
    `<path d="${oval(480, topY - 40, top - 46, (top - 46) * 0.16)}" fill="${lighter(look.base, 0.35)}"/>` +
    form(
      c,
      lathe(
        480,
        [
          [12, topY - 66],
          [14, topY - 42],
        ],
        0.2,
      ),
      look.base,
      "metal",
    ) +
    form(c, oval(480, topY - 82, 32, 24), dark, "ball") +
    glint("M330 600C322 640 324 670 330 700", 10, 0.5)
  );
}

export function tray(c: Canvas, look: Look): string {
  const round = look.shape % 3 === 0;
  const outline = round ? oval(480, 610, 356, 160) : box(116, 470, 728, 280, look.shape % 3 === 1 ? 140 : 56);
  const inner = round ? oval(480, 604, 326, 138) : box(146, 490, 668, 226, look.shape % 3 === 1 ? 113 : 34);
  const floor = linear(
    c,
    [
      [0, darker(look.base, 0.24)],
      [0.16, darker(look.base, 0.06)],
      [1, lighter(look.base, 0.16)],
    ],
    [0, 0, 0.25, 1],
  );
  const side = `<g transform="translate(0 34)">${flat(outline, darker(look.base, 0.4))}</g>`;
  const handles =
    `<path d="M180 596q-22 14 0 30M780 596q22 14 0 30" fill="none" stroke="${darker(look.base, 0.5)}" ` +
    `stroke-width="12" stroke-linecap="round"/>`;
  return (
    shadow(c, 490, 742, 330, 0.8) +
    side +
    form(c, outline, lighter(look.base, 0.1), "flat") +
    `<path d="${inner}" fill="${floor}"/>` +
    `<g clip-path="${c.define("clipPath", "", `<path d="${inner}"/>`)}">` +
    `${look.motif === "plain" ? grain(120, 470, 720, 280, look) : motif(120, 440, 720, 340, look)}</g>` +
    handles +
    cup(c, look.accent) +
    line(round ? "M150 560C210 480 330 452 470 452" : "M170 560C180 500 230 478 300 476", "#ffffff", 6, 0.55)
  );
}

/** A small handleless cup: shows how large the tray is. */
const cup = (c: Canvas, colour: string): string =>
  `<g transform="translate(90 -56)">${shadow(c, 486, 668, 66, 0.8)}${form(
    c,
    lathe(
      480,
      [
        [66, 560],
        [64, 620],
        [46, 664],
      ],
      0.26,
    ),
    colour,
    "round",
  )}${rim(c, 480, 560, 66, 18, colour, 6)}</g>`;

/** A cutting board leaning on the wall. */
export function board(c: Canvas, look: Look): string {
  const shapes = [
    "M330 300h96c14 0 24 -8 24 -24v-96a30 30 0 0 1 60 0v96c0 16 10 24 24 24h96a44 44 0 0 1 44 44v352" +
      "a44 44 0 0 1 -44 44h-300a44 44 0 0 1 -44 -44v-352a44 44 0 0 1 44 -44Z",
    "M480 130a36 36 0 0 1 36 36v84c0 18 12 26 30 32c92 30 150 108 150 214c0 138 -96 244 -216 244" +
      "s-216 -106 -216 -244c0 -106 58 -184 150 -214c18 -6 30 -14 30 -32v-84a36 36 0 0 1 36 -36Z",
    box(300, 190, 360, 550, 54),
  ];
  const d = shapes[look.shape % 3] ?? "";
  const hole = look.shape % 3 === 2 ? oval(480, 246, 24) : oval(480, 184, 15);
  const edge = `<g transform="translate(14 5)">${flat(d, darker(look.base, 0.42))}</g>`;
  const decoration =
    grain(250, 120, 460, 640, look) + (look.motif === "plain" ? "" : motif(250, 380, 460, 380, look));
  return (
    `<g transform="rotate(-5 480 740)">${shadow(c, 540, 742, 210)}${drop(d, 26)}${edge}` +
    form(c, d, look.base, "flat", decoration) +
    `${flat(hole, darker(look.base, 0.62))}${line(d, lighter(look.base, 0.5), 3, 0.5)}</g>`
  );
}

/** An apron hanging on a peg. */
export function apron(c: Canvas, look: Look): string {
  const bib =
    "M372 300C420 316 540 316 588 300L604 440C640 470 690 486 712 492L722 800C640 836 320 836 238 800" +
    "L248 492C270 486 320 470 356 440Z";
  const band = lighter(look.accent, 0.05);
  const pocket =
    look.shape % 2 === 0
      ? box(356, 560, 248, 150, 16)
      : `${box(330, 570, 130, 150, 14)}${box(500, 570, 130, 150, 14)}`;
  const folds = line(
    "M300 520C290 620 296 720 288 800M660 520C672 620 664 720 674 800M420 730C416 760 420 790 414 820" +
      "M560 730C566 770 560 790 566 816",
    darker(look.base, 0.5),
    7,
    0.14,
  );
  const ties =
    tube("M252 500C190 520 170 580 186 650", band, 16) + tube("M708 500C770 520 790 570 772 640", band, 16);
  return (
    drop(bib, 20) +
    tube("M384 306C392 170 450 132 480 132C510 132 568 170 576 306", band, 18) +
    ties +
    form(c, oval(480, 126, 22), "#b98d62", "ball") +
    form(c, bib, look.base, "cloth", motif(230, 300, 500, 520, look)) +
    folds +
    form(
      c,
      pocket,
      lighter(look.base, 0.08),
      "flat",
      look.motif === "plain" ? "" : motif(230, 300, 500, 520, look),
    ) +
    stitch(pocket, darker(look.base, 0.55)) +
    stitch("M384 316C430 330 530 330 576 316", darker(look.base, 0.55))
  );
}
