/** What a drawing is told, and what a picture is made of. */

export const motifs = [
  "plain",
  "stripe",
  "pinstripe",
  "check",
  "gingham",
  "terrazzo",
  "botanical",
  "dots",
  "speckle",
  "dip",
  "wave",
  "arcs",
  "sun",
  "hills",
  "tile",
] as const;
export type Motif = (typeof motifs)[number];

/** How one product looks, whatever its kind. */
export interface Look {
  readonly base: string;
  readonly accent: string;
  readonly motif: Motif;
  /** Which of the kind's silhouettes: 0, 1, 2… */
  readonly shape: number;
  /** Fixes where scattered things lie. */
  readonly seed: string;
}

/** A thing standing in a picture: `x`, `y` move its foot from the middle of the floor, in the units of a 960-square. */
export interface Placed {
  readonly kind: string;
  readonly look: Look;
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export type Stage = "sweep" | "table" | "arch" | "disc" | "plinth" | "window" | "board";

export interface Backdrop {
  readonly stage: Stage;
  readonly wall: string;
  readonly floor: string;
}

/** A picture to draw. `key` is its storage key; two specs with one key are one picture. */
export interface PictureSpec {
  readonly key: string;
  /** The kind of the product shown, or `scene` for several together. */
  readonly kind: string;
  /** 1:1 for products and categories, 16:9 for the home page. */
  readonly format: "square" | "wide";
  readonly backdrop: Backdrop;
  /** Drawn in this order: what stands behind comes first. */
  readonly things: readonly Placed[];
}
