/** The pictures of a product after a change, as the API has them. Pure. */
import type { StaffPicture } from "../../api/types.ts";

/** @param to the place from 0; the others keep their order */
export function movedTo(pictures: readonly StaffPicture[], id: string, to: number): StaffPicture[] {
  const at = pictures.findIndex((each) => each.id === id);
  const picture = pictures[at];
  return picture ? pictures.toSpliced(at, 1).toSpliced(to, 0, picture) : [...pictures];
}

/** A variant shows one picture, so the others lose those that the changed one shows. */
export const withChanged = (pictures: readonly StaffPicture[], changed: StaffPicture): StaffPicture[] =>
  pictures.map((each) =>
    each.id === changed.id
      ? changed
      : { ...each, skus: each.skus.filter((sku) => !changed.skus.includes(sku)) },
  );
