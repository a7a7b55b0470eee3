/** The pictures of a product as they are stored, and what a change makes of them. Pure. */
import type { Picture } from "../contract/picture.ts";

/** An element of `products.pictures`. The first is the product's picture in lists. */
export interface ProductPicture extends Picture {
  readonly id: string;
  /** What the picture shows, for those who cannot see it; the product's name where absent. */
  readonly alt?: PictureAlt;
  /** As it was uploaded: staff find their file again by it. */
  readonly fileName?: string;
}

export interface PictureAlt {
  readonly ko?: string;
  readonly en?: string;
}

export interface PictureChange {
  /** Where the picture stands among the others, from 0; at the end when there are fewer. */
  readonly position?: number;
  readonly alt?: PictureAlt;
}

export const MOST_PICTURES = 30;

/** Returns the pictures after a change of one of them. */
export function withChange(
  pictures: readonly ProductPicture[],
  id: string,
  { position, alt }: PictureChange,
): ProductPicture[] {
  const at = pictures.findIndex((each) => each.id === id);
  const picture = pictures[at];
  if (!picture) return [...pictures];
  const changed = alt === undefined ? picture : { ...picture, alt };
  return pictures.toSpliced(at, 1).toSpliced(position ?? at, 0, changed);
}

/** The picture alone, as variants, carts and orders store it. */
export const pictureAlone = ({ key, width, height, color, widths, fallback }: Picture): Picture => ({
  key,
  width,
  height,
  color,
  widths,
  ...(fallback === undefined ? {} : { fallback }),
});
