import type { ImportsContext } from "../context.ts";
import { deletedField, fieldsOf, type ImportField, type ImportKind } from "../fields.ts";
import type { ColumnMapping } from "../mapping.ts";

/** Returns what a file of a kind may hold now: products have the attributes of the shop. */
export async function findFields(
  { catalog }: Pick<ImportsContext, "catalog">,
  kind: ImportKind,
): Promise<readonly ImportField[]> {
  return fieldsOf(kind, kind === "products" ? await catalog.attributeColumns({}) : []);
}

/** Also those that are mapped and were deleted since: their cells are refused, and not passed over. */
export async function findMappedFields(
  context: Pick<ImportsContext, "catalog">,
  kind: ImportKind,
  mapping: ColumnMapping,
): Promise<readonly ImportField[]> {
  const fields = await findFields(context, kind);
  const known = new Set(fields.map(({ name }) => name));
  const deleted = Object.keys(mapping).filter((name) => !known.has(name));
  return [...fields, ...deleted.map(deletedField)];
}
