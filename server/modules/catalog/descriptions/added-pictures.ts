/** The pictures that an edit adds to descriptions. What these had before is not judged again. Pure. */
import { type InputProblem, inputProblem } from "../../../platform/errors.ts";
import type { NewProduct } from "../contract.ts";
import { foldersIn } from "./description-picture.ts";

export type Descriptions = Pick<NewProduct, "descriptionHtml" | "translations">;

interface AddedPictures {
  /** Of the description that names them. */
  readonly pointer: string;
  readonly folders: readonly string[];
}

const textsOf = ({ descriptionHtml, translations }: Descriptions): [pointer: string, html: string][] => [
  ["/descriptionHtml", descriptionHtml ?? ""],
  ["/translations/en/descriptionHtml", translations?.en?.descriptionHtml ?? ""],
];

export function addedPictures(before: Descriptions | null, content: Descriptions): AddedPictures[] {
  const known = new Set(before ? textsOf(before).flatMap(([, html]) => foldersIn(html)) : []);
  return textsOf(content).map(([pointer, html]) => ({
    pointer,
    folders: foldersIn(html).filter((folder) => !known.has(folder)),
  }));
}

/** `found`: the folders of those that the shop has. */
export const unknownPictures = (
  added: readonly AddedPictures[],
  found: ReadonlySet<string>,
): InputProblem[] =>
  added.flatMap(({ pointer, folders }) =>
    folders.every((folder) => found.has(folder)) ? [] : [inputProblem(pointer, "PICTURE_UNKNOWN")],
  );
