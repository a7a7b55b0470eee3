import type { Language } from "../../../platform/language.ts";
import { imageOf } from "../contract/picture.ts";
import type { EditedPicture } from "./edit-pictures.ts";
import type { ProductPicture } from "./product-picture.ts";

/** The picture's own text, in the language or in Korean; else the product's name. */
export const altOf = ({ alt }: Pick<ProductPicture, "alt">, language: Language, name: string): string =>
  (language === "en" ? alt?.en : undefined) ?? alt?.ko ?? name;

export function presentPicture({ picture, productName, skus }: EditedPicture, language: Language) {
  const image = imageOf(picture, altOf(picture, language, productName));
  const { id, fileName, alt = {}, widths } = picture;
  return { id, ...(fileName === undefined ? {} : { fileName }), image, alt, skus, ready: widths.length > 0 };
}
