import type { Canvas } from "../canvas.ts";
import { contrast, darker, lighter } from "../colour.ts";
import type { Look } from "../look.ts";
import { motif } from "../motifs.ts";
import { box, oval } from "../path.ts";
import { drop, flat, form, line, shadow, stitch } from "../solids.ts";

/** A baseball cap in three-quarter view, or a bucket hat. */
export function cap(c: Canvas, look: Look): string {
  if (look.shape % 2 === 1) {
    const crown = "M320 420C330 350 400 330 480 330S630 350 640 420L670 590H290Z";
    const brim =
      "M290 580C400 556 560 556 670 580C740 620 806 670 818 706C740 760 220 760 142 706" +
      "C154 670 220 620 290 580Z";
    return (
      shadow(c, 490, 742, 310) +
      form(c, brim, look.base, "down", motif(140, 560, 680, 200, look)) +
      stitch("M176 700C300 744 660 744 784 700M220 674C330 712 630 712 740 674", contrast(look.base)) +
      flat("M290 584C400 606 560 606 670 584L676 604C560 630 400 630 284 604Z", "#2b1d1c", 0.22) +
      form(c, crown, look.base, "round", motif(290, 320, 380, 280, look)) +
      stitch("M322 424C400 446 560 446 638 424", contrast(look.base)) +
      form(c, box(566, 500, 70, 46, 4), look.accent, "flat")
    );
  }
  const crown = "M236 640C226 440 330 330 480 330S720 430 720 630C600 676 360 684 236 640Z";
  const bill =
    "M424 664C540 668 650 652 716 612C800 640 872 684 886 716C862 738 700 748 560 726" +
    "C492 714 436 696 424 664Z";
  const seams = line(
    "M478 332C420 420 400 540 410 664M484 332C580 400 620 500 620 650",
    darker(look.base, 0.5),
    4,
    0.35,
  );
  return (
    shadow(c, 520, 728, 320) +
    form(c, crown, look.base, "ball", motif(230, 330, 500, 350, look)) +
    seams +
    stitch("M240 620C360 662 600 654 720 610", contrast(look.base)) +
    form(c, bill, look.motif === "plain" ? look.accent : look.base, "down") +
    stitch("M470 676C590 684 680 668 738 636M520 700C640 712 760 700 832 676", contrast(look.accent)) +
    form(c, oval(480, 330, 17, 11), look.accent, "ball") +
    flat(oval(350, 470, 8), darker(look.base, 0.6)) +
    flat(oval(560, 440, 8), darker(look.base, 0.6))
  );
}

/** A scarf, folded once and laid in a loop, both ends showing. */
export function scarf(c: Canvas, look: Look): string {
  const band = (d: string, decoration: string): string =>
    drop(d, 16) + form(c, d, look.base, "cloth", decoration);
  const left = "M338 376C350 490 330 640 300 780H470C492 640 500 490 492 376Z";
  const right = "M512 376C528 480 560 600 620 720L770 660C700 540 666 450 648 376Z";
  const loop =
    "M250 300C250 190 360 140 480 140S716 190 716 300C716 400 600 440 480 440S250 400 250 300Z" +
    "M372 286C372 326 420 346 480 346S596 326 596 286S540 226 480 226S372 246 372 286Z";
  let tassels = "";
  for (let x = 304; x <= 466; x += 14)
    tassels += line(`M${x} 780l${(x % 4) - 4} 52`, darker(look.base, 0.12), 7);
  for (let step = 0; step <= 11; step += 1)
    tassels += line(`M${622 + step * 13.2} ${720 - step * 5.4}l22 48`, darker(look.base, 0.12), 7);
  const ring = `<g fill-rule="evenodd">${drop(loop, 14)}${flat(loop, look.base)}</g>`;
  const folds =
    line(
      "M270 330C300 400 400 420 480 418S660 400 696 330M290 250C330 190 400 172 480 172S630 190 672 250",
      darker(look.base, 0.55),
      8,
      0.2,
    ) + line("M286 300C310 372 400 392 480 390S640 372 676 300", lighter(look.base, 0.5), 6, 0.35);
  return (
    tassels +
    band(right, `<g transform="rotate(-22 600 500)">${motif(420, 260, 420, 560, look)}</g>`) +
    band(left, motif(280, 330, 230, 460, look)) +
    ring +
    loopPattern(c, loop, look) +
    folds
  );
}

const loopPattern = (c: Canvas, loop: string, look: Look): string =>
  `<g clip-path="${c.define("clipPath", "", `<path clip-rule="evenodd" d="${loop}"/>`)}">` +
  `${motif(240, 130, 490, 320, look)}<path d="${loop}" fill="#2b1d1c" fill-opacity="0.05"/>` +
  `<path d="M480 440C600 440 716 400 716 300L716 460H480Z" fill="#2b1d1c" fill-opacity="0.14"/></g>`;

/** A pair of socks, laid flat. */
export function socks(c: Canvas, look: Look): string {
  const sock =
    "M300 180H452C456 320 446 430 456 510C470 560 560 600 612 650C650 690 640 756 590 776" +
    "C540 792 470 760 410 720C350 680 306 640 300 560C296 440 304 320 300 180Z";
  const one = (tone: Look): string =>
    drop(sock, 18) +
    form(
      c,
      sock,
      tone.base,
      "cloth",
      motif(290, 260, 370, 520, tone) +
        flat(
          "M296 500C340 500 380 560 372 640C366 690 330 660 310 640C296 600 296 540 296 500Z",
          tone.accent,
        ) +
        flat("M560 600C580 640 560 720 530 790H680V600Z", tone.accent),
    ) +
    form(c, "M296 176H456V256H296Z", tone.accent, "flat") +
    [312, 330, 348, 366, 384, 402, 420, 438]
      .map((x) => line(`M${x} 184V250`, darker(tone.accent, 0.5), 4, 0.18))
      .join("") +
    line("M400 520C420 570 470 610 520 640", darker(tone.base, 0.5), 8, 0.12);
  return (
    `<g transform="translate(120 -26) rotate(5 480 480)">` +
    `${one({ ...look, base: darker(look.base, 0.08) })}</g>` +
    `<g transform="translate(-70 30) rotate(-4 480 480)">${one(look)}</g>`
  );
}
