import { between, random } from "../../random.ts";
import { type Canvas, clipped, linear } from "../canvas.ts";
import { contrast, darker, lighter } from "../colour.ts";
import type { Look } from "../look.ts";
import { motif, sprig } from "../motifs.ts";
import { box, lathe, oval } from "../path.ts";
import { flat, form, glassy, glint, label, line, shadow, tube } from "../solids.ts";

const print = (look: Look, x: number, y: number, width: number): string => {
  const ink = contrast(look.base);
  const bar = (share: number, top: number, height: number, opacity: number): string =>
    `<rect x="${x - (width * share) / 2}" y="${y + top}" width="${width * share}" height="${height}" ` +
    `rx="${height / 2}" fill="${ink}" fill-opacity="${opacity}"/>`;
  return bar(0.8, 0, 11, 0.85) + bar(0.5, 26, 7, 0.5) + bar(0.36, 44, 6, 0.4);
};

/** A tube of cream standing on its cap. */
export function handcream(c: Canvas, look: Look): string {
  const tubeShape = "M366 196C440 206 520 206 594 196L574 640C570 660 390 660 386 640Z";
  const crimp = "M356 150H604L596 206C520 214 440 214 364 206Z";
  let teeth = "";
  for (let x = 366; x < 600; x += 13) teeth += line(`M${x} 154V200`, darker(look.base, 0.5), 3, 0.25);
  const cap =
    look.shape % 2 === 0
      ? lathe(
          480,
          [
            [96, 640],
            [104, 700],
            [100, 736],
          ],
          0.14,
        )
      : lathe(
          480,
          [
            [70, 640],
            [72, 690],
            [70, 736],
          ],
          0.14,
        );
  return (
    shadow(c, 490, 742, 120) +
    form(c, cap, look.accent, "round") +
    form(c, tubeShape, look.base, "round", motif(360, 210, 240, 200, look)) +
    form(c, crimp, lighter(look.base, 0.12), "flat", teeth) +
    (look.motif === "plain" ? sprig(480, 400, 130, 0, look.accent, 1.1) : "") +
    print(look, 480, 470, 150) +
    glint("M408 250C412 380 414 500 420 610", 11, 0.5)
  );
}

/** Two bars of soap, one on the other, with bubbles. */
export function soap(c: Canvas, look: Look): string {
  const bar = (y: number, tone: Look, lean: number): string => {
    const top =
      look.shape % 2 === 0 ? box(262, y, 436, 96, 48) : `M262 ${y + 70}L330 ${y}H630L698 ${y + 70}Z`;
    const side =
      look.shape % 2 === 0
        ? `M262 ${y + 48}a48 48 0 0 0 48 48H650a48 48 0 0 0 48 -48v76a48 48 0 0 1 -48 48H310` +
          "a48 48 0 0 1 -48 -48Z"
        : `M262 ${y + 70}H698V${y + 150}C698 ${y + 166} 690 ${y + 172} 676 ${y + 172}H284` +
          `C270 ${y + 172} 262 ${y + 166} 262 ${y + 150}Z`;
    return (
      `<g transform="rotate(${lean} 480 ${y + 170})">` +
      form(c, side, tone.base, "round", motif(250, y + 40, 460, 150, tone)) +
      form(
        c,
        top,
        lighter(tone.base, 0.2),
        "flat",
        motif(250, y, 460, 96, { ...tone, motif: tone.motif === "dip" ? "plain" : tone.motif }),
      ) +
      `<path d="${oval(480, y + 46, 82, 22)}" fill="none" stroke="${darker(tone.base, 0.3)}" ` +
      `stroke-width="6" stroke-opacity="0.45"/>` +
      `${line(`M446 ${y + 48}q34 -22 68 0`, darker(tone.base, 0.3), 5, 0.45)}</g>`
    );
  };
  const next = random(look.seed);
  let bubbles = "";
  for (let index = 0; index < 13; index += 1) {
    const [x, y, r] = [668 + next() * 130, 640 + next() * 120, 10 + next() * 26];
    bubbles +=
      `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r.toFixed(1)}" fill="#ffffff" ` +
      `fill-opacity="0.4" stroke="#ffffff" stroke-width="3" stroke-opacity="0.75"/>` +
      `<circle cx="${(x - r * 0.35).toFixed(1)}" cy="${(y - r * 0.35).toFixed(1)}" ` +
      `r="${(r * 0.22).toFixed(1)}" fill="#ffffff"/>`;
  }
  return (
    shadow(c, 490, 744, 250) +
    bar(570, { ...look, base: lighter(look.accent, 0.3), motif: "plain" }, 0) +
    flat(oval(486, 590, 190, 20), "#2b1d1c", 0.16) +
    bar(412, look, -4) +
    bubbles
  );
}

const pumpHead = (c: Canvas, colour: string): string =>
  form(
    c,
    lathe(
      480,
      [
        [40, 330],
        [42, 396],
      ],
      0.16,
    ),
    colour,
    "round",
  ) +
  form(
    c,
    lathe(
      480,
      [
        [13, 272],
        [13, 332],
      ],
      0.2,
    ),
    lighter(colour, 0.2),
    "metal",
  ) +
  form(
    c,
    "M344 236C346 222 356 216 372 216H516C530 216 538 226 538 242V262C538 272 530 276 520 276H440" +
      "C420 276 400 258 372 262L350 272C344 262 342 246 344 236Z",
    colour,
    "down",
  );

/** A pump bottle. */
export function bodywash(c: Canvas, look: Look): string {
  const round = look.shape % 2 === 0;
  const bottle = round
    ? lathe(
        480,
        [
          [48, 380],
          [70, 398],
          [130, 430],
          [134, 560],
          [134, 716],
          [118, 736],
        ],
        0.16,
      )
    : "M366 430C366 404 380 392 406 392H554C580 392 594 404 594 430V712C594 730 584 738 566 738H394" +
      "C376 738 366 730 366 712Z";
  return (
    shadow(c, 490, 742, 150) +
    pumpHead(c, look.accent) +
    form(
      c,
      bottle,
      look.base,
      round ? "round" : "flat",
      look.motif === "plain" ? "" : motif(340, 400, 280, 120, look),
    ) +
    label(
      398,
      510,
      164,
      176,
      darker(look.base, 0.6),
      lighter(look.base, 0.86),
      sprig(480, 594, 72, 0, darker(look.accent, 0.1), 1.2),
    ) +
    `<rect x="398" y="510" width="164" height="176" fill="${linear(c, [
      [0, "#ffffff", 0.12],
      [0.5, "#2b1d1c", 0],
      [1, "#2b1d1c", 0.16],
    ])}"/>` +
    glint("M368 450V690", 10, 0.5)
  );
}

/** Bath salt in a corked jar, a spoonful spilled before it. */
export function bathsalt(c: Canvas, look: Look): string {
  const jar = lathe(
    480,
    [
      [120, 420],
      [154, 460],
      [156, 600],
      [154, 712],
      [136, 736],
    ],
    0.17,
  );
  const next = random(look.seed);
  const crystal = (x: number, y: number, size: number): string =>
    `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${size.toFixed(1)}" ` +
    `height="${size.toFixed(1)}" rx="2" ` +
    `fill="${next() > 0.4 ? lighter(look.base, 0.55) : next() > 0.5 ? look.base : look.accent}" ` +
    `transform="rotate(${between(next, 0, 80)} ${x.toFixed(1)} ${y.toFixed(1)})"/>`;
  let salt = "";
  for (let index = 0; index < 150; index += 1)
    salt += crystal(320 + next() * 320, 486 + next() * 260, 9 + next() * 10);
  let spill = "";
  for (let index = 0; index < 46; index += 1)
    spill += crystal(640 + (next() + next()) * 90, 742 - next() * 26 + next() * 22, 7 + next() * 8);
  const filling =
    `<rect x="300" y="480" width="360" height="290" fill="${look.base}"/>` +
    `${flat(oval(480, 482, 156, 24), lighter(look.base, 0.5))}${salt}`;
  return (
    shadow(c, 490, 744, 165) +
    flat(jar, "#ffffff", 0.35) +
    clipped(c, jar, filling) +
    `<path d="${jar}" fill="${glassy(c)}"/>` +
    form(
      c,
      lathe(
        480,
        [
          [112, 356],
          [108, 424],
        ],
        0.18,
      ),
      "#c9a178",
      "round",
      motif(360, 350, 240, 90, { ...look, motif: "speckle", accent: "#8a6242" }),
    ) +
    `<path d="${oval(480, 356, 112, 20)}" fill="#dfc09a"/>` +
    label(402, 530, 156, 150, darker(look.base, 0.6)) +
    flat(oval(730, 756, 120, 16), "#3a2622", 0.1) +
    spill +
    tube("M786 730L886 690", "#c9a178", 14) +
    glint("M346 500V680", 11, 0.5)
  );
}
