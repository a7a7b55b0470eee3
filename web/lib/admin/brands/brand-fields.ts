/** A brand as its form holds it, and what the form sends to the API. Pure. */
import type { BrandEdit, NewBrandRequest, StaffBrand } from "../../api/types.ts";

export type BrandFields = {
  name: string;
  englishName: string;
  slug: string;
  description: string;
  englishDescription: string;
};

export const brandFieldsOf = (brand: StaffBrand | undefined): BrandFields => ({
  name: brand?.name ?? "",
  englishName: brand?.translations.en?.name ?? "",
  slug: brand?.slug ?? "",
  description: brand?.description ?? "",
  englishDescription: brand?.translations.en?.description ?? "",
});

function translationsOf({ englishName, englishDescription }: BrandFields) {
  const en = {
    ...(englishName && { name: englishName }),
    ...(englishDescription && { description: englishDescription }),
  };
  return Object.keys(en).length > 0 ? { en } : {};
}

export const newBrandOf = (fields: BrandFields): NewBrandRequest => ({
  name: fields.name,
  ...(fields.slug && { slug: fields.slug }),
  description: fields.description,
  translations: translationsOf(fields),
});

/** What the form changes; a slug that was emptied stays as it is. */
export function brandEditOf(brand: StaffBrand, fields: BrandFields): BrandEdit {
  const before = brandFieldsOf(brand);
  const isTranslated =
    fields.englishName !== before.englishName || fields.englishDescription !== before.englishDescription;
  return {
    ...(fields.name !== before.name && { name: fields.name }),
    ...(fields.slug !== before.slug && fields.slug && { slug: fields.slug }),
    ...(fields.description !== before.description && { description: fields.description }),
    ...(isTranslated && { translations: translationsOf(fields) }),
  };
}
