import { type Canvas, clipped } from "../canvas.ts";
import { darker, lighter } from "../colour.ts";
import type { Look, Motif } from "../look.ts";
import { motif } from "../motifs.ts";
import { box, oval } from "../path.ts";
import { drop, flat, form, line, stitch } from "../solids.ts";

const hanger = (c: Canvas): string =>
  line("M480 168C480 128 522 132 518 100C514 72 470 74 468 102", "#8d857c", 8) +
  form(
    c,
    "M480 160C500 160 512 168 530 178L690 252C704 260 700 276 684 274L500 208C488 204 472 204 460 208" +
      "L276 274C260 276 256 260 270 252L430 178C448 168 460 160 480 160Z",
    "#c39a6c",
    "flat",
  );

const creases = (colour: string, d: string): string => line(d, darker(colour, 0.5), 10, 0.11);

const sleeveShade = (c: Canvas, body: string): string =>
  clipped(
    c,
    body,
    `<path d="M262 300C286 420 276 560 262 800L220 800L236 360Z` +
      `M698 300C674 420 684 560 698 800L740 800L724 360Z" ` +
      `fill="#2b1d1c" fill-opacity="0.12"/>`,
  );

/** A crew-neck tee on a hanger. */
export function tee(c: Canvas, look: Look): string {
  const d =
    "M386 196C420 236 540 236 574 196C620 206 664 222 700 246L812 400L722 470L684 420" +
    "C678 540 680 680 690 802C600 822 360 822 270 802C280 680 282 540 276 420L238 470L148 400L260 246" +
    "C296 222 340 206 386 196Z";
  const prints: Partial<Record<Motif, string>> = {
    sun: motif(370, 340, 220, 230, look),
    hills: clipped(c, oval(480, 450, 110), motif(370, 340, 220, 230, look)),
    botanical: motif(372, 330, 170, 250, look),
  };
  const print = prints[look.motif] ?? motif(140, 300, 680, 520, look);
  return (
    hanger(c) +
    drop(d, 20) +
    flat("M386 196C420 206 540 206 574 196C540 150 420 150 386 196Z", darker(look.base, 0.35)) +
    form(c, d, look.base, "cloth", print) +
    sleeveShade(c, d) +
    line("M384 198C420 246 540 246 576 198", darker(look.base, 0.16), 17) +
    stitch("M376 204C420 262 540 262 584 204M162 404L236 456M798 404L724 456", darker(look.base, 0.6)) +
    stitch("M274 782C360 800 600 800 688 782", darker(look.base, 0.6)) +
    creases(
      look.base,
      "M300 440C330 520 320 600 336 680M662 440C640 520 646 600 628 700M420 620C440 700 430 740 440 790",
    )
  );
}

/** A hooded sweatshirt with a pocket. */
export function hoodie(c: Canvas, look: Look): string {
  const d =
    "M368 220C420 262 540 262 592 220C640 230 680 250 706 282C760 420 800 560 818 716L730 742" +
    "C712 660 696 580 680 500C676 600 680 690 686 776C600 796 360 796 274 776C280 690 284 600 280 500" +
    "C264 580 248 660 230 742L142 716C160 560 200 420 254 282C280 250 320 230 368 220Z";
  const hood =
    "M352 246C322 140 400 92 480 92S638 140 608 246C570 300 520 322 480 330C440 322 390 300 352 246Z";
  const pocket = "M360 588H600L640 700V742H320V700Z";
  const rib = (path: string): string => line(path, darker(look.base, 0.4), 4, 0.35);
  return (
    drop(d, 22) +
    form(c, d, look.base, "cloth", motif(140, 330, 680, 460, look)) +
    sleeveShade(c, d) +
    form(c, hood, look.base, "ball") +
    form(
      c,
      "M400 226C390 160 430 130 480 130S570 160 560 226C540 262 510 280 480 288C450 280 420 262 400 226Z",
      darker(look.base, 0.42),
      "down",
    ) +
    line("M446 292L438 420M514 292L524 410", look.accent, 9) +
    flat(oval(437, 428, 7, 13), darker(look.accent, 0.3)) +
    flat(oval(525, 418, 7, 13), darker(look.accent, 0.3)) +
    form(
      c,
      pocket,
      lighter(look.base, 0.05),
      "flat",
      look.motif === "plain" ? "" : motif(140, 330, 680, 460, look),
    ) +
    stitch(pocket, darker(look.base, 0.6)) +
    rib("M276 744C360 764 600 764 684 744M148 690L226 714M812 690L734 714") +
    creases(look.base, "M300 380C320 440 310 500 330 560M660 380C640 440 650 500 630 560")
  );
}

/** A buttoned shirt with a collar. */
export function shirt(c: Canvas, look: Look): string {
  const d =
    "M390 200L480 236L570 200C620 208 664 224 698 250C754 400 792 540 810 690L730 714" +
    "C712 640 696 560 680 470C676 600 682 720 690 800C640 822 560 806 480 806S320 822 270 800" +
    "C278 720 284 600 280 470C264 560 248 640 230 714L150 690C168 540 206 400 262 250" +
    "C296 224 340 208 390 200Z";
  const collar =
    "M390 196C420 214 452 232 480 250L436 318L368 222ZM570 196C540 214 508 232 480 250L524 318L592 222Z";
  const buttons = [320, 400, 480, 560, 640, 720]
    .map(
      (y) =>
        `${flat(oval(482, y + 2, 11), "#2b1d1c", 0.25)}${flat(oval(480, y, 10), "#f6efe2")}` +
        `${flat(oval(477, y, 2), "#8d857c")}${flat(oval(483, y, 2), "#8d857c")}`,
    )
    .join("");
  return (
    hanger(c) +
    drop(d, 20) +
    flat("M390 200L480 246L570 200C540 160 420 160 390 200Z", darker(look.base, 0.32)) +
    form(c, d, look.base, "cloth", motif(140, 220, 680, 600, look)) +
    sleeveShade(c, d) +
    line("M456 260V806M504 260V806", darker(look.base, 0.5), 3, 0.25) +
    form(
      c,
      box(548, 380, 104, 112, 8),
      lighter(look.base, 0.05),
      "flat",
      look.motif === "plain" ? "" : motif(140, 220, 680, 600, look),
    ) +
    stitch(box(548, 380, 104, 112, 8), darker(look.base, 0.6)) +
    form(c, collar, lighter(look.base, 0.1), "flat") +
    line(collar, darker(look.base, 0.4), 3, 0.35) +
    buttons +
    creases(look.base, "M300 440C330 520 320 600 340 690M662 540C640 600 646 660 628 720")
  );
}

/** A knitted cardigan with a V neck. */
export function cardigan(c: Canvas, look: Look): string {
  const d =
    "M396 196L480 470L564 196C616 204 668 226 704 258C758 410 796 560 812 708L726 734" +
    "C710 660 694 570 680 490C676 600 680 700 688 786C620 800 540 796 480 796S340 800 272 786" +
    "C280 700 284 600 280 490C266 570 250 660 234 734L148 708C164 560 202 410 256 258" +
    "C292 226 344 204 396 196Z";
  let ribs = "";
  for (let x = 150; x < 830; x += 16) ribs += line(`M${x} 190V800`, darker(look.base, 0.5), 3, 0.1);
  const cables =
    look.shape % 2 === 0
      ? [360, 600]
          .map((x) =>
            [0, 1, 2, 3, 4, 5, 6]
              .map((step) =>
                line(
                  `M${x - 18} ${300 + step * 66}` +
                    `C${x - 18} ${330 + step * 66} ${x + 18} ${336 + step * 66} ${x + 18} ` +
                    (366 + step * 66) +
                    `M${x + 18} ${300 + step * 66}` +
                    `C${x + 18} ${330 + step * 66} ${x - 18} ${336 + step * 66} ${x - 18} ${366 + step * 66}`,
                  lighter(look.base, 0.34),
                  9,
                  0.65,
                ),
              )
              .join(""),
          )
          .join("")
      : "";
  const placket = "M388 190L480 490V800M572 190L480 490";
  const buttons = [540, 610, 680, 750]
    .map(
      (y) =>
        `${flat(oval(482, y + 3, 14), "#2b1d1c", 0.28)}${form(c, oval(480, y, 13), look.accent, "ball")}`,
    )
    .join("");
  return (
    hanger(c) +
    drop(d, 20) +
    flat("M396 196L480 470L564 196C540 176 420 176 396 196Z", darker(look.base, 0.5), 0.55) +
    form(c, d, look.base, "cloth", ribs + motif(140, 300, 680, 500, look) + cables) +
    sleeveShade(c, d) +
    line(placket, darker(look.base, 0.2), 30) +
    line(placket, lighter(look.base, 0.08), 24) +
    buttons +
    line("M274 756C360 770 600 770 686 756M152 676L232 702M808 676L728 702", darker(look.base, 0.5), 5, 0.3)
  );
}
