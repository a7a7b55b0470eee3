import { type Canvas, linear } from "../canvas.ts";
import { contrast, darker, lighter } from "../colour.ts";
import type { Look } from "../look.ts";
import { motif } from "../motifs.ts";
import { box, lathe, oval, polygon } from "../path.ts";
import { drop, flat, form, glint, line, shadow, stitch, tube, turned } from "../solids.ts";
import { grain } from "../wood.ts";

/** A hardcover notebook lying askew, with its elastic and ribbon. */
export function notebook(c: Canvas, look: Look): string {
  const cover = "M280 190H672A28 28 0 0 1 700 218V742A28 28 0 0 1 672 770H280Z";
  const pages = box(292, 204, 414, 574, 10);
  const ribbon = `<path d="M430 760L424 850L440 838L456 850L450 760Z" fill="${darker(look.accent, 0.1)}"/>`;
  const spiral = look.shape % 3 === 1;
  let rings = "";
  if (spiral)
    for (let y = 220; y < 760; y += 34)
      rings +=
        line(`M300 ${y}C262 ${y - 16} 248 ${y + 14} 286 ${y + 10}`, "#8d8580", 7) +
        line(`M298 ${y - 2}C264 ${y - 16} 254 ${y + 8} 280 ${y + 8}`, "#e8e3dc", 3);
  const spine = spiral
    ? ""
    : `<path d="M280 190H338V770H280Z" fill="${darker(look.base, 0.5)}" fill-opacity="0.28"/>` +
      line("M340 192V768", "#ffffff", 3, 0.22);
  const elastic =
    look.shape % 3 === 0
      ? `<rect x="640" y="188" width="17" height="584" fill="${darker(look.accent, 0.15)}"/>` +
        `<rect x="640" y="188" width="5" height="584" fill="#ffffff" fill-opacity="0.25"/>`
      : "";
  const plate =
    look.motif === "plain"
      ? `<rect x="430" y="330" width="150" height="10" rx="5" fill="${contrast(look.base)}" ` +
        `fill-opacity="0.55"/>` +
        `<rect x="458" y="356" width="94" height="7" rx="3" fill="${contrast(look.base)}" ` +
        `fill-opacity="0.35"/>`
      : `<rect x="400" y="560" width="190" height="104" rx="6" fill="#fdf9f1"/>` +
        `<rect x="426" y="590" width="138" height="9" rx="4" fill="${darker(look.base, 0.5)}" ` +
        `fill-opacity="0.6"/>` +
        `<rect x="448" y="616" width="94" height="7" rx="3" fill="${darker(look.base, 0.5)}" ` +
        `fill-opacity="0.35"/>`;
  return turned(
    -8,
    drop(cover, 24) +
      (spiral ? "" : ribbon) +
      `<g>${flat(pages, "#e6dccb")}${line("M704 220V762M300 776H690", "#c9bca6", 3, 0.8)}</g>` +
      form(c, cover, look.base, "flat", motif(338, 190, 362, 580, look)) +
      spine +
      plate +
      elastic +
      rings +
      line("M300 193H668", "#ffffff", 4, 0.4),
  );
}

/** A fountain pen, uncapped, its cap beside it. */
export function pen(c: Canvas, look: Look): string {
  const gold = linear(
    c,
    [
      [0, "#8f6a34"],
      [0.35, "#f2dca2"],
      [0.6, "#c49a55"],
      [1, "#8f6a34"],
    ],
    [0, 0, 0, 1],
  );
  const barrel =
    look.shape % 2 === 0
      ? "M330 446C250 446 160 452 120 462C104 468 104 492 120 498C160 508 250 514 330 514H560V446Z"
      : "M160 446H560V514H160C132 514 112 502 112 480S132 446 160 446Z";
  const grip = "M560 450L680 460V500L560 510Z";
  const nib = "M680 458C730 452 790 470 836 480C790 490 730 508 680 502Z";
  const cap = "M330 446H560C584 446 600 460 604 480C600 500 584 514 560 514H330Z";
  const ring = (x: number): string => `<rect x="${x}" y="444" width="12" height="72" fill="${gold}"/>`;
  const body =
    drop(`${barrel}${grip}`, 16) +
    form(c, barrel, look.base, "down", motif(110, 440, 460, 80, look)) +
    line("M150 462C240 456 400 456 550 456", "#ffffff", 7, 0.55) +
    ring(548) +
    form(c, grip, darker(look.base, 0.35), "down") +
    `<path d="${nib}" fill="${gold}"/>` +
    line("M730 480H826", "#6d4d22", 3) +
    flat(oval(728, 480, 7), "#6d4d22");
  const clip =
    drop(cap, 16) +
    form(c, cap, look.base, "down", motif(330, 440, 280, 80, look)) +
    ring(334) +
    `<rect x="390" y="432" width="190" height="13" rx="6" fill="${gold}"/>` +
    `<circle cx="396" cy="440" r="11" fill="${gold}"/>` +
    line("M360 462H560", "#ffffff", 7, 0.5);
  const ink = line(
    "M150 800C220 760 240 830 300 790S400 770 430 796S520 800 560 770",
    darker(look.base, 0.25),
    6,
    0.75,
  );
  return (
    `${ink + turned(-32, body, 480, 480)}<g transform="translate(96 190)">${turned(-32, clip, 480, 480)}` +
    "</g>"
  );
}

/** A zipped pencil case, pencils looking out. */
export function pencilcase(c: Canvas, look: Look): string {
  const pouch =
    "M190 440C196 420 212 412 234 412H726C748 412 764 420 770 440L792 690C796 724 780 742 748 742H212" +
    "C180 742 164 724 168 690Z";
  const zip = "M204 452H756";
  const pencil = (x: number, lean: number, colour: string): string =>
    `<g transform="translate(${x} 440) rotate(${lean})">` +
    form(c, box(-15, -150, 30, 180), colour, "round") +
    `<path d="M-15 -150L0 -204L15 -150Z" fill="#e8c79a"/>` +
    `<path d="M-5 -186L0 -204L5 -186Z" fill="#3b2f2c"/></g>`;
  return (
    shadow(c, 490, 744, 310, 0.9) +
    pencil(330, -8, "#d9a441") +
    pencil(386, 3, look.accent) +
    pencil(444, 12, "#6f8f87") +
    form(c, pouch, look.base, "cloth", motif(160, 470, 640, 280, look)) +
    `<path d="M198 436H762L766 470H194Z" fill="${darker(look.base, 0.25)}"/>` +
    line(zip, "#d8cdbd", 11) +
    stitch(zip, "#6d6158", 11, "4 5") +
    `<g transform="translate(694 452)">` +
    `<rect x="-12" y="-10" width="26" height="22" rx="5" fill="#c9a15f"/>` +
    `<path d="M0 10L-8 70H10L4 10Z" fill="${look.accent}"/></g>` +
    stitch("M190 690C190 716 200 722 220 722H740C762 722 772 712 770 690", contrast(look.base)) +
    form(c, box(166, 540, 22, 70, 5), look.accent, "flat")
  );
}

/** A wooden stand with headphones on it. */
export function headphonestand(c: Canvas, look: Look): string {
  const base = lathe(
    480,
    [
      [170, 704],
      [174, 722],
      [166, 738],
    ],
    0.2,
  );
  const post =
    look.shape % 2 === 0
      ? "M452 320C440 460 444 600 448 710H512C516 600 520 460 508 320Z"
      : "M462 320V710H498V320Z";
  const saddle =
    "M370 300C400 262 560 262 590 300C596 330 580 344 560 340C520 326 440 326 400 340" +
    "C380 344 364 330 370 300Z";
  const cup = (x: number, flip: number): string =>
    `<g transform="translate(${x} 520) scale(${flip} 1)">` +
    form(c, box(-44, -84, 56, 168, 28), "#3b3735", "flat") +
    `${form(c, box(-2, -92, 50, 184, 25), look.accent, "round")}</g>`;
  return (
    shadow(c, 490, 744, 180) +
    form(c, base, look.base, "round", grain(300, 700, 360, 60, look)) +
    `<path d="${oval(480, 704, 170, 34)}" fill="${lighter(look.base, 0.25)}"/>` +
    form(c, post, look.base, "round", grain(440, 300, 80, 420, look)) +
    form(c, saddle, look.base, "flat", grain(360, 260, 240, 90, look)) +
    tube("M316 500C300 200 660 200 644 500", look.accent, 34) +
    line("M384 286C430 262 530 262 576 286", "#3b3735", 18, 0.85) +
    cup(324, -1) +
    cup(636, 1) +
    glint("M300 470V560", 6, 0.35)
  );
}

/** A phone in its case, seen from the back, and a second one behind. */
export function phonecase(c: Canvas, look: Look): string {
  const d = box(330, 160, 300, 620, 58);
  const lens = (x: number, y: number): string =>
    `${flat(oval(x, y, 34), "#1f2226")}${flat(oval(x, y, 24), "#34404c")}` +
    flat(oval(x - 7, y - 8, 8), "#9fb4c4");
  const behind = turned(
    12,
    drop(d, 22) +
      form(c, d, look.accent, "flat") +
      line(box(338, 168, 284, 604, 50), lighter(look.accent, 0.4), 5, 0.5),
    700,
    760,
  );
  const camera =
    form(c, box(352, 184, 150, 150, 40), darker(look.base, 0.14), "flat") +
    lens(398, 230) +
    lens(456, 288) +
    flat(oval(456, 230, 12), "#f5efe4");
  const front = turned(
    -7,
    drop(d, 24) +
      form(c, d, look.base, "flat", motif(330, 350, 300, 430, look)) +
      line(box(337, 167, 286, 606, 52), "#ffffff", 5, 0.4) +
      camera +
      flat(
        polygon([
          [612, 170],
          [622, 200],
          [470, 770],
          [420, 770],
        ]),
        "#ffffff",
        0.12,
      ),
    480,
    480,
  );
  return `<g transform="translate(60 -6)">${behind}</g><g transform="translate(-50 0)">${front}</g>`;
}
