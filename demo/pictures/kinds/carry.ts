import { type Canvas, linear } from "../canvas.ts";
import { contrast, darker, lighter } from "../colour.ts";
import type { Look } from "../look.ts";
import { motif } from "../motifs.ts";
import { box, oval } from "../path.ts";
import { flat, form, line, shadow, stitch, tube } from "../solids.ts";

/** A canvas tote, standing. */
export function tote(c: Canvas, look: Look): string {
  const d = "M258 388C330 400 630 400 702 388L730 716C732 734 724 742 706 742H254C236 742 228 734 230 716Z";
  const printed =
    look.motif === "sun" || look.motif === "botanical" || look.motif === "hills" || look.motif === "plain";
  const strap = darker(look.motif === "plain" ? look.accent : look.base, 0.05);
  const mark =
    look.motif === "plain"
      ? `<rect x="430" y="560" width="100" height="11" rx="5" fill="${contrast(look.base)}" ` +
        `fill-opacity="0.7"/>` +
        `<rect x="448" y="586" width="64" height="7" rx="3" fill="${contrast(look.base)}" ` +
        `fill-opacity="0.45"/>`
      : "";
  return (
    shadow(c, 490, 744, 250) +
    tube("M400 400C396 250 420 210 480 210S564 250 560 400", darker(strap, 0.2), 24) +
    flat("M258 388C330 372 630 372 702 388C630 404 330 404 258 388Z", darker(look.base, 0.55)) +
    form(
      c,
      d,
      look.base,
      "cloth",
      printed ? motif(330, 430, 300, 290, look) : motif(220, 390, 520, 360, look),
    ) +
    mark +
    line(
      "M300 420C292 520 300 640 286 720M662 420C668 520 660 640 676 720",
      darker(look.base, 0.5),
      12,
      0.11,
    ) +
    tube("M352 470V400C350 300 380 262 480 262S610 300 608 400V470", strap, 30) +
    stitch(box(338, 420, 28, 54), contrast(strap)) +
    stitch(box(594, 420, 28, 54), contrast(strap)) +
    stitch("M262 412C340 424 620 424 698 412", darker(look.base, 0.6)) +
    `<rect x="690" y="600" width="34" height="22" fill="${look.accent}" transform="rotate(3 690 600)"/>`
  );
}

/** A backpack, seen from the front. */
export function backpack(c: Canvas, look: Look): string {
  const roll = look.shape % 2 === 1;
  const d = roll
    ? "M296 330C290 310 300 296 322 296H638C660 296 670 310 664 330L690 680C692 722 668 742 630 742H330" +
      "C292 742 268 722 270 680Z"
    : "M280 420C280 270 360 208 480 208S680 270 680 420V676C680 722 656 742 616 742H344" +
      "C304 742 280 722 280 676Z";
  const pocket = roll
    ? box(330, 500, 300, 196, 26)
    : "M326 560C326 528 340 516 370 516H590C620 516 634 528 634 560V664C634 694 620 706 590 706H370" +
      "C340 706 326 694 326 664Z";
  const top = roll
    ? form(c, box(290, 226, 380, 84, 30), darker(look.base, 0.1), "down") +
      form(c, box(452, 220, 40, 196, 6), look.accent, "flat") +
      form(c, box(446, 392, 52, 36, 6), "#b9a27c", "metal")
    : line("M330 420C330 320 390 276 480 276S630 320 630 420", darker(look.base, 0.55), 8) +
      stitch("M330 420C330 320 390 276 480 276S630 320 630 420", lighter(look.base, 0.5), 5, "4 6");
  return (
    shadow(c, 490, 744, 220) +
    tube("M420 230C420 150 540 150 540 230", look.accent, 22) +
    tube("M286 330C220 400 214 600 262 690", darker(look.accent, 0.1), 34) +
    tube("M674 330C740 400 746 600 698 690", darker(look.accent, 0.1), 34) +
    form(c, d, look.base, "round", motif(270, 210, 420, 540, look)) +
    top +
    `<g transform="translate(5 7)">${flat(pocket, "#2b1d1c", 0.2)}</g>` +
    form(c, pocket, lighter(look.base, 0.07), "flat", motif(270, 210, 420, 540, look)) +
    line("M350 562H610", darker(look.base, 0.55), 7) +
    `<path d="M600 562l6 44h-14Z" fill="${look.accent}"/>` +
    form(c, box(430, 610, 100, 56, 8), look.accent, "flat") +
    stitch(box(437, 617, 86, 42, 5), contrast(look.accent))
  );
}

/** An umbrella: open and leaning, or closed and standing. */
export function umbrella(c: Canvas, look: Look): string {
  if (look.shape % 2 === 1) {
    const closed =
      "M470 190C500 190 506 210 512 250C540 420 548 540 530 640C512 664 452 664 434 640" +
      "C416 540 424 420 452 250C456 210 458 190 470 190Z";
    return (
      shadow(c, 500, 752, 110) +
      `<g transform="rotate(9 480 740)">${line("M480 150V200", "#8d857c", 10)}` +
      tube("M480 640V700C480 770 400 770 400 706", "#a8794f", 26) +
      form(c, closed, look.base, "round", motif(420, 190, 130, 470, look)) +
      line(
        "M470 200C462 380 470 520 486 650M500 240C514 400 516 540 508 650M456 260C446 420 446 540 458 646",
        darker(look.base, 0.5),
        5,
        0.3,
      ) +
      `${form(c, box(436, 470, 94, 30, 8), look.accent, "round")}${flat(oval(512, 485, 7), "#f6efe2")}` +
      "</g>"
    );
  }
  const canopy =
    "M110 480C130 270 300 150 480 150S830 270 850 480C806 440 742 440 704 480C660 436 590 436 556 480" +
    "C524 440 436 440 404 480C370 436 300 436 256 480C218 440 154 440 110 480Z";
  const panels =
    flat(
      "M480 150C330 210 268 340 256 480C218 440 154 440 110 480C130 270 300 150 480 150Z",
      lighter(look.base, 0.4),
      0.28,
    ) +
    flat(
      "M480 150C590 220 640 340 704 480C742 440 806 440 850 480C830 270 660 150 480 150Z",
      "#2b1d1c",
      0.13,
    );
  return (
    shadow(c, 540, 790, 130, 0.7) +
    `<g transform="rotate(-10 480 480)">${line("M480 120V180", "#8d857c", 12)}` +
    `<path d="M110 480C154 440 218 440 256 480C300 436 370 436 404 480C436 440 524 440 556 480` +
    `C590 436 660 436 704 480C742 440 806 440 850 480C760 400 200 400 110 480Z" ` +
    `fill="${darker(look.base, 0.5)}"/>` +
    tube("M480 440V760C480 840 390 840 390 770", "#a8794f", 22) +
    line("M480 440V700", "#b7afa6", 12) +
    form(c, canopy, look.base, "ball", motif(110, 150, 740, 340, look) + panels) +
    line(
      "M480 152C400 230 400 360 404 478M480 152C560 230 560 360 556 478M480 152C340 210 270 340 256 478" +
        "M480 152C620 210 690 340 704 478",
      darker(look.base, 0.5),
      4,
      0.3,
    ) +
    `${form(c, oval(480, 150, 15, 10), look.accent, "ball")}</g>`
  );
}

/** A pair of canvas trainers, the far one behind. */
export function sneakers(c: Canvas, look: Look): string {
  const upper =
    "M232 560C236 520 262 500 300 508C340 518 366 520 398 500C430 480 452 452 486 462" +
    "C520 500 560 560 640 580C710 596 760 610 772 660H228C222 620 226 590 232 560Z";
  const sole = "M218 648H782C796 648 800 664 796 684C792 706 776 714 752 714H252C226 714 212 700 214 676Z";
  const toe = "M640 600C710 606 764 620 774 660H648C632 642 630 616 640 600Z";
  const heel = "M232 560C236 528 256 508 288 506L300 660H228C222 620 226 590 232 560Z";
  const laces = [0, 1, 2, 3]
    .map((step) =>
      line(`M${440 + step * 42} ${520 + step * 27}L${482 + step * 42} ${494 + step * 27}`, "#fbf7ef", 12),
    )
    .join("");
  const rubber = linear(
    c,
    [
      [0, "#fffaf0"],
      [0.6, "#efe6d8"],
      [1, "#cbbfae"],
    ],
    [0, 0, 0, 1],
  );
  const shoe = (tone: string): string =>
    form(c, upper, tone, "down", motif(220, 450, 560, 220, look)) +
    form(c, heel, look.accent, "flat") +
    form(c, toe, look.motif === "plain" ? lighter(tone, 0.16) : tone, "ball") +
    stitch("M300 512C306 560 306 620 308 650M640 604C626 620 632 640 644 654", contrast(tone)) +
    flat("M398 500C430 480 452 452 486 462L500 480C470 484 440 510 410 520Z", darker(tone, 0.5)) +
    laces +
    (look.shape % 2 ? line("M340 630C420 580 520 580 600 640", look.accent, 14) : "") +
    `<path d="${sole}" fill="${rubber}"/>` +
    line("M226 668H786", look.accent, 6, 0.8);
  return (
    `<g transform="translate(118 -30) scale(0.9)">${shadow(c, 500, 716, 300, 0.8)}` +
    `${shoe(darker(look.base, 0.12))}</g><g transform="translate(-54 40)">${shadow(c, 490, 716, 310)}` +
    `${shoe(look.base)}</g>`
  );
}
