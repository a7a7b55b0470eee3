/** Colour arithmetic on `#rrggbb` strings. */

type Channels = [number, number, number];

const channels = (hex: string): Channels =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Channels;

const hexOf = (values: Channels): string =>
  `#${values
    .map((value) =>
      Math.round(Math.min(255, Math.max(0, value)))
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;

/** `a` at share 0, `b` at share 1. */
export function mix(a: string, b: string, share: number): string {
  const [left, right] = [channels(a), channels(b)];
  return hexOf(left.map((value, index) => value + ((right[index] ?? value) - value) * share) as Channels);
}

export const lighter = (colour: string, share: number): string => mix(colour, "#ffffff", share);

/** Towards a warm near-black: shadows of coloured things are never grey. */
export const darker = (colour: string, share: number): string => mix(colour, "#2b1d1c", share);

/** Perceived brightness, 0 to 1 (ITU-R BT.601 weights). */
export function brightness(colour: string): number {
  const [red, green, blue] = channels(colour);
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}

/** How far two colours are apart, 0 to about 1.7. */
export function distance(a: string, b: string): number {
  const [left, right] = [channels(a), channels(b)];
  return Math.hypot(...left.map((value, index) => (value - (right[index] ?? 0)) / 255));
}

/** A line or label colour that can be told from `colour`. */
export const contrast = (colour: string): string =>
  brightness(colour) > 0.5 ? darker(colour, 0.62) : lighter(colour, 0.78);
