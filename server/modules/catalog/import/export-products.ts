import { FIRST_ID } from "../../../platform/ids.ts";
import type { CatalogContext } from "../context.ts";
import type { AttributeColumn, ExportedProduct, ExportedProducts } from "../contract/import-rows.ts";
import { type FileAttribute, writeAttribute } from "./attribute-cells.ts";
import { type CategoryNames, categoryNames } from "./category-paths.ts";
import {
  type ExportedRow,
  findCategoryPaths,
  findFileAttributes,
  listAttributeColumns,
  listForExport,
} from "./row-queries.ts";

/** Returns the attributes of products, in their order. */
export const attributeColumns = ({ db }: CatalogContext): Promise<AttributeColumn[]> =>
  db.rows(listAttributeColumns, {});

/** With 1,000 variants each, a page has a few MB. */
const PRODUCTS_PER_PAGE = 100;

/** Returns products of every status in the order of their ids, those after an id; null: the first ones. */
export async function exportProducts(
  { db }: CatalogContext,
  after: string | null,
): Promise<ExportedProducts> {
  const rows = await db.rows(listForExport, { after: after ?? FIRST_ID, limit: PRODUCTS_PER_PAGE });
  const names = categoryNames(await db.rows(findCategoryPaths, {}));
  const rules = await db.rows(findFileAttributes, {});
  const attributes = new Map(rules.map((rule) => [rule.code, rule]));
  return {
    items: rows.map((row) => exported(row, names, attributes)),
    next: rows.length < PRODUCTS_PER_PAGE ? null : (rows.at(-1)?.id ?? null),
  };
}

function exported(
  row: ExportedRow,
  names: CategoryNames,
  rules: ReadonlyMap<string, FileAttribute>,
): ExportedProduct {
  const { id: _, options, translations, categoryIds, attributes, variants, ...fields } = row;
  const english = translations.en ?? {};
  return {
    ...fields,
    categories: categoryIds.flatMap((id) => names.pathOf(id) ?? []),
    nameEn: english.name ?? null,
    descriptionEn: english.description ?? null,
    descriptionHtmlEn: english.descriptionHtml ?? null,
    brandEn: english.brand ?? null,
    addOnHeadingEn: english.addOnHeading ?? null,
    attributes: Object.fromEntries(
      Object.entries(attributes).flatMap(([code, value]) => {
        const rule = rules.get(code);
        return rule ? [[code, writeAttribute(value, rule)]] : [];
      }),
    ),
    variants: variants.map(({ options: chosen, ...variant }) => ({
      ...variant,
      options: options.flatMap(({ name: option }) => {
        const value = chosen[option];
        return value === undefined ? [] : [{ name: option, value }];
      }),
    })),
  };
}
