/** The input of a drawing, and the parts of a picture. */

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

/** The look of one product, of any kind. */
export interface Look {
  readonly base: string;
  readonly accent: string;
  readonly motif: Motif;
  /** Number of the kind's silhouette: 0, 1, 2… */
  readonly shape: number;
  /** Determines the places of scattered details. */
  readonly seed: string;
}

/** A thing in a picture. `x` and `y` move its foot from the middle of the floor, in units of the drawing. */
export interface PlacedThing {
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
  /** 1:1 for products and categories, smaller for their further views, 16:9 for the home page. */
  readonly format: "square" | "detail" | "wide";
  readonly backdrop: Backdrop;
  /** Drawn in this order, from the back to the front. */
  readonly things: readonly PlacedThing[];
}
