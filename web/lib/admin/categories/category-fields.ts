/** What the form of a category holds, and what of it an edit sends. Pure. */
import type { CategoryEdit, NewCategoryRequest, StaffCategory } from "../../api/types.ts";
import { tidyLine } from "../products/options.ts";

export type CategoryFields = {
  name: string;
  englishName: string;
  slug: string;
  /** "" for a category at the top. */
  parentId: string;
  description: string;
  englishDescription: string;
};

export const fieldNames = [
  ...(["name", "englishName", "slug", "parentId", "description", "englishDescription"] as const),
];

/** The form's fields by the API's names. */
export const fieldsByPlace: Readonly<Record<string, keyof CategoryFields>> = {
  name: "name",
  slug: "slug",
  parentId: "parentId",
  description: "description",
  "translations/en/name": "englishName",
  "translations/en/description": "englishDescription",
};

export const emptyFields = (parentId: string | null): CategoryFields => ({
  name: "",
  englishName: "",
  slug: "",
  parentId: parentId ?? "",
  description: "",
  englishDescription: "",
});

export const fieldsOf = ({
  name,
  slug,
  parentId,
  description,
  translations,
}: StaffCategory): CategoryFields => ({
  name,
  englishName: translations.en?.name ?? "",
  slug,
  parentId: parentId ?? "",
  description,
  englishDescription: translations.en?.description ?? "",
});

function translationsOf({ englishName, englishDescription }: CategoryFields) {
  const [name, description] = [tidyLine(englishName), englishDescription.trim()];
  const en = { ...(name && { name }), ...(description && { description }) };
  return name || description ? { en } : {};
}

export const newCategoryOf = (fields: CategoryFields): NewCategoryRequest => ({
  name: tidyLine(fields.name),
  slug: tidyLine(fields.slug),
  parentId: fields.parentId || null,
  description: fields.description.trim(),
  translations: translationsOf(fields),
});

/** Only what differs from what is stored. A category that gets another parent comes last there. */
export function categoryEditOf(stored: StaffCategory, fields: CategoryFields): CategoryEdit {
  const typed = newCategoryOf(fields);
  const was = newCategoryOf(fieldsOf(stored));
  const names = ["name", "slug", "parentId", "description", "translations"] as const;
  const changed = names.filter((name) => JSON.stringify(typed[name]) !== JSON.stringify(was[name]));
  return Object.fromEntries(changed.map((name) => [name, typed[name]]));
}

/** The edit that takes another one back. */
export function reverseOf(stored: StaffCategory, edit: CategoryEdit): CategoryEdit {
  const moved = "parentId" in edit || "position" in edit;
  const names = ["name", "slug", "description", "translations"] as const;
  return {
    ...Object.fromEntries(names.filter((name) => name in edit).map((name) => [name, stored[name]])),
    ...(moved && { parentId: stored.parentId, position: stored.position }),
  };
}

/** An address of the English name, as the API takes it; "" if nothing of it remains. */
export const slugFrom = (englishName: string): string =>
  englishName
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 80);
