import { type Canvas, linear } from "../canvas.ts";
import { darker, lighter, mix } from "../colour.ts";
import type { Look } from "../look.ts";
import { motif } from "../motifs.ts";
import { curve, oval } from "../path.ts";
import { flat, form, line, shadow, stitch } from "../solids.ts";

const fringe = (
  x: number,
  y: number,
  width: number,
  step: number,
  length: number,
  colour: string,
): string => {
  let markup = "";
  for (let offset = 0; offset <= width; offset += step)
    markup += line(
      `M${x + offset} ${y}q${offset % (step * 2) ? 4 : -4} ${length * 0.5} 0 ${length}`,
      offset % (step * 3) ? colour : darker(colour, 0.2),
      step * 0.42,
    );
  return markup;
};

/** A fold of thick cloth seen from the front: rounded on the left, edges on the right. */
function fold(c: Canvas, y: number, height: number, look: Look, decoration: string, inset = 0): string {
  const d =
    `M${236 + inset} ${y}H${716 - inset}` +
    `C${738 - inset} ${y} ${738 - inset} ${y + height} ${716 - inset} ${y + height}H${236 + inset}` +
    `C${190 + inset} ${y + height} ${190 + inset} ${y} ${236 + inset} ${y}Z`;
  return (
    form(c, d, look.base, "down", decoration) +
    line(
      `M${214 + inset} ${y + height * 0.5}` +
        `C${260 + inset} ${y + height * 0.44} ${400} ${y + height * 0.54} ` +
        `${706 - inset} ${y + height * 0.5}`,
      darker(look.base, 0.5),
      5,
      0.22,
    )
  );
}

/** A folded blanket, three layers high, with the decorated end hanging over the front. */
export function blanket(c: Canvas, look: Look): string {
  const layers = [650, 562, 474]
    .map((y, index) => fold(c, y, 90, look, motif(190, y - index * 30, 560, 190, look), index * 6))
    .join("");
  const drape = `${curve([
    [330, 468],
    [342, 454],
    [520, 450],
    [640, 456],
    [652, 470],
  ])}C656 540 650 600 654 668L332 672C338 600 328 540 330 468Z`;
  const accent = { ...look, base: lighter(look.base, 0.07) };
  return (
    shadow(c, 490, 744, 290) +
    layers +
    form(
      c,
      drape,
      accent.base,
      "cloth",
      motif(320, 440, 340, 250, { ...look, motif: look.motif === "plain" ? "stripe" : look.motif }),
    ) +
    line("M652 474C656 540 650 600 654 664", darker(look.base, 0.6), 6, 0.18) +
    fringe(336, 668, 314, 13, 40, mix(look.base, look.accent, 0.35))
  );
}

/** A cushion standing on its edge: pulled-in sides, sharp corners, piping. */
export function cushion(c: Canvas, look: Look): string {
  const long = look.shape % 3 === 2;
  const d = long
    ? "M150 470C200 488 250 478 480 470C710 462 770 476 812 452C800 520 804 640 822 716" +
      "C760 724 700 744 480 742C260 744 190 738 140 722C158 640 160 540 150 470Z"
    : "M236 292C300 316 380 304 480 300C590 296 670 308 738 280C722 350 728 420 730 510" +
      "C732 610 724 670 744 734C670 722 590 742 480 742C370 744 300 728 224 744C244 660 236 600 234 510" +
      "C232 420 250 350 236 292Z";
  const creases = long
    ? line(
        "M170 490C220 530 240 540 290 556M806 478C750 520 730 536 690 548M160 706C200 670 230 660 280 650",
        darker(look.base, 0.5),
        8,
        0.14,
      )
    : line(
        "M252 312C290 360 310 380 350 400M722 304C690 350 660 376 620 396" +
          "M244 726C280 690 310 660 340 640M728 716C700 690 670 660 640 640",
        darker(look.base, 0.5),
        9,
        0.13,
      );
  const knots =
    look.shape % 3 === 1
      ? [
          [236, 292],
          [738, 280],
          [224, 744],
          [744, 734],
        ]
          .map(([x = 0, y = 0]) => form(c, oval(x, y, 22), look.accent, "ball"))
          .join("")
      : "";
  return (
    shadow(c, 500, 744, long ? 320 : 250) +
    form(c, d, look.base, "ball", motif(130, long ? 440 : 270, 700, long ? 310 : 490, look)) +
    creases +
    line(d, look.motif === "plain" ? darker(look.base, 0.25) : look.accent, 7, 0.85) +
    knots
  );
}

/** A rug on the floor, half unrolled. */
export function rug(c: Canvas, look: Look): string {
  const mat = look.shape % 3 === 1 ? oval(480, 640, 380, 170) : "M236 470H724L866 770H94Z";
  const round = look.shape % 3 === 1;
  const inner = round ? oval(480, 640, 330, 142) : "M262 492H698L812 744H148Z";
  const pattern = `<g transform="translate(480 620) scale(1 0.62)">${motif(-420, -260, 840, 540, look)}</g>`;
  const edge = `<g transform="translate(0 14)">${flat(mat, darker(look.base, 0.45))}</g>`;
  const roll = round
    ? ""
    : form(
        c,
        "M226 470C214 470 206 452 206 430S216 392 230 390H730C746 392 756 410 756 432S746 470 734 470Z",
        look.base,
        "down",
        pattern,
      ) +
      form(c, oval(740, 430, 26, 40), darker(look.base, 0.2), "flat") +
      line("M740 404C756 406 758 450 742 452C730 452 728 424 742 424", lighter(look.base, 0.4), 5, 0.8);
  return (
    `<g transform="translate(0 16)">${flat(mat, "#3a2622", 0.12)}</g>` +
    edge +
    form(c, mat, look.base, "flat", pattern) +
    line(inner, look.accent, 6, 0.75) +
    (round
      ? ""
      : fringe(100, 772, 760, 17, 32, lighter(look.base, 0.25)) +
        flat("M226 470H734L740 500H220Z", "#2b1d1c", 0.16) +
        roll)
  );
}

/** Towels: two folded, one rolled on top. */
export function towel(c: Canvas, look: Look): string {
  const second = { ...look, base: mix(look.base, look.accent, 0.6) };
  const band = (y: number): string =>
    `<rect x="560" y="${y}" width="22" height="110" fill="${look.accent}" fill-opacity="0.8"/>` +
    `<rect x="592" y="${y}" width="7" height="110" fill="${look.accent}" fill-opacity="0.8"/>`;
  const pile = (y: number, height: number): string => {
    let loops = "";
    for (let row = 0; row < 4; row += 1)
      loops += stitch(`M200 ${y + 14 + row * (height / 4)}H740`, darker(look.base, 0.4), 3, "2 8");
    return loops;
  };
  const roll = `M300 ${552}C276 552 262 520 262 488S278 424 302 424H650V552Z`;
  const swirl = look.shape % 2 === 0;
  return (
    shadow(c, 490, 744, 290) +
    fold(c, 648, 92, second, pile(648, 92)) +
    fold(c, 554, 94, look, band(550) + pile(554, 94), 8) +
    flat(oval(480, 556, 240, 16), "#2b1d1c", 0.2) +
    (swirl
      ? form(
          c,
          roll,
          lighter(second.base, 0.12),
          "down",
          `${motif(260, 420, 400, 140, look)}${pile(424, 128)}`,
        ) +
        form(c, oval(650, 488, 38, 64), lighter(second.base, 0.2), "flat") +
        line(
          "M650 436C680 440 680 534 652 536C628 534 630 462 652 464C670 470 666 512 652 510",
          darker(second.base, 0.35),
          6,
          0.7,
        )
      : fold(
          c,
          466,
          90,
          { ...look, base: lighter(look.base, 0.3) },
          motif(200, 440, 560, 130, look) + pile(466, 90),
          16,
        ) +
        `<rect x="300" y="508" width="74" height="40" rx="4" fill="${linear(c, [
          [0, "#fdf8ec"],
          [1, "#e9dfcd"],
        ])}"/>`)
  );
}
