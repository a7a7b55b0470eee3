/** What staff do with attributes. What products have is never made invalid: what is in use cannot go. */
import { isDeepStrictEqual } from "node:util";
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { staleEdit, type VersionedEdit } from "../../../platform/audit-log/versioned-edit.ts";
import type { Queryable, Transaction } from "../../../platform/db/db.ts";
import { brokeConstraint } from "../../../platform/db/failures.ts";
import { differencesOf, type Field, recordOf } from "../../../platform/differences.ts";
import { DomainError, inputError, inputProblem } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import type { CatalogContext } from "../context.ts";
import { PRODUCTS_CHANGED } from "../contract.ts";
import type { AttributeChange, NewAttribute } from "./attribute-input.ts";
import { attributeProblems } from "./attribute-rules.ts";
import * as queries from "./editing-queries.ts";

type StaffAttributeRow = queries.StaffAttributeRow;

export const MAX_ATTRIBUTES = 300;

export const listForStaff = ({ db }: CatalogContext): Promise<StaffAttributeRow[]> =>
  db.rows(queries.listForStaff, { limit: MAX_ATTRIBUTES });

/** Throws NOT_FOUND. */
export async function readAttribute({ db }: { readonly db: Queryable }, id: string) {
  const row = await db.first(queries.findForStaff, { id });
  if (!row) throw new DomainError("NOT_FOUND");
  return row;
}

/** Throws ATTRIBUTE_TAKEN, ATTRIBUTE_LIMIT, INVALID_INPUT. */
export async function createAttribute(
  catalog: CatalogContext,
  input: NewAttribute,
  by: ActingStaff,
): Promise<StaffAttributeRow> {
  const { db, clock, changes } = catalog;
  const problems = attributeProblems(input);
  if (problems.length > 0) throw inputError(problems);
  const now = clock.now();
  const id = newId(now);
  const { code, type, name, several = false, unit = null, facet = false, required = false } = input;
  const { categoryIds = [], position = null } = input;
  await db
    .transaction(async (trx) => {
      await trx.rows(queries.lockAttributes, {});
      const held = await trx.first(queries.countAttributes, {});
      if ((held?.count ?? 0) >= MAX_ATTRIBUTES)
        throw new DomainError("ATTRIBUTE_LIMIT", { most: MAX_ATTRIBUTES });
      await trx.rows(queries.insertAttribute, {
        ...{ id, code, type, several, name, unit, facet, required, categoryIds, position },
        everywhere: categoryIds.length === 0,
        translations: JSON.stringify(input.translations ?? {}),
        choices: JSON.stringify(input.choices ?? []),
      });
      const after = { code, type, name };
      await recordAction(trx, { ...by, action: "attribute.create", subject: `attribute:${id}`, after, now });
    })
    .catch(refuse);
  await changes.publish(PRODUCTS_CHANGED, [id]);
  return readAttribute(catalog, id);
}

/** Throws NOT_FOUND; STALE_EDIT, with what changed since; ATTRIBUTE_IN_USE; INVALID_INPUT. */
export async function editAttribute(
  catalog: CatalogContext,
  edit: VersionedEdit,
  change: AttributeChange,
): Promise<StaffAttributeRow> {
  const { db, clock, changes } = catalog;
  const { id, by } = edit;
  const now = clock.now();
  await db
    .transaction(async (trx) => {
      const row = await lockRow(trx, edit);
      const next = withChange(row, change);
      const problems = attributeProblems(next);
      if (problems.length > 0) throw inputError(problems);
      const differences = differencesOf(fieldsOf(row), fieldsOf(next));
      if (differences.length === 0) return;
      await refuseChoicesInUse(trx, row, next);
      const { name, unit, facet, required, everywhere, categoryIds, position } = next;
      await trx.rows(queries.updateAttribute, {
        ...{ id, name, unit, facet, required, everywhere, categoryIds, position, now },
        translations: JSON.stringify(next.translations),
        choices: JSON.stringify(next.choices),
        differences: JSON.stringify(differences),
      });
      if (row.facet !== facet || !isDeepStrictEqual(row.choices, next.choices))
        await trx.rows(queries.renewProducts, { code: row.code });
      const record = recordOf(differences);
      await recordAction(trx, {
        ...{ ...by, ...record, now },
        action: "attribute.edit",
        subject: `attribute:${id}`,
      });
    })
    .catch(refuse);
  await changes.publish(PRODUCTS_CHANGED, [id]);
  return readAttribute(catalog, id);
}

/** Deletes an attribute. Products that have it: it is taken from them if `fromProducts`, else refused. */
export async function removeAttribute(
  { db, clock, changes }: CatalogContext,
  edit: VersionedEdit,
  fromProducts: boolean,
): Promise<void> {
  const { id, by } = edit;
  const now = clock.now();
  await db.transaction(async (trx) => {
    const { code, name, type } = await readAttribute({ db: trx }, id);
    if (fromProducts) await trx.rows(queries.lockProductsWith, { code });
    await lockRow(trx, edit);
    const products = await countUses(trx, code, null);
    if (products > 0 && !fromProducts) throw new DomainError("ATTRIBUTE_IN_USE", { products });
    if (products > 0) await trx.rows(queries.removeValues, { code, now });
    await trx.rows(queries.deleteAttribute, { id });
    await recordAction(trx, {
      ...by,
      action: "attribute.delete",
      subject: `attribute:${id}`,
      before: { code, name, type, products },
      now,
    });
  });
  await changes.publish(PRODUCTS_CHANGED, [id]);
}

async function lockRow(trx: Transaction, { id, version }: VersionedEdit): Promise<StaffAttributeRow> {
  await trx.rows(queries.lockAttribute, { id });
  const row = await readAttribute({ db: trx }, id);
  if (version === null || version === row.version) return row;
  throw staleEdit(row.version, await trx.rows(queries.findEditsSince, { id, version }));
}

/** An empty list of categories stands for all. */
function withChange(row: StaffAttributeRow, change: AttributeChange): StaffAttributeRow {
  const { categoryIds } = change;
  return {
    ...row,
    ...change,
    ...(categoryIds && {
      categoryIds: categoryIds.map((each) => each.toLowerCase()).sort(),
      everywhere: categoryIds.length === 0,
    }),
  };
}

async function refuseChoicesInUse(
  trx: Transaction,
  { code, choices: had }: StaffAttributeRow,
  { choices }: StaffAttributeRow,
): Promise<void> {
  const gone = had.map((choice) => choice.code).filter((each) => !choices.some((now) => now.code === each));
  if (gone.length === 0) return;
  const products = await countUses(trx, code, gone);
  if (products > 0) throw new DomainError("ATTRIBUTE_IN_USE", { products, choices: gone });
}

const countUses = async (trx: Transaction, code: string, choices: string[] | null): Promise<number> =>
  (await trx.first(queries.countUses, { code, choices }))?.products ?? 0;

const fieldsOf = (row: StaffAttributeRow): Field[] => [
  ["/name", row.name],
  ["/unit", row.unit],
  ["/translations/en/name", row.translations.en?.name],
  ["/translations/en/unit", row.translations.en?.unit],
  ["/choices", row.choices],
  ["/facet", row.facet],
  ["/required", row.required],
  ["/categoryIds", row.everywhere ? null : row.categoryIds],
  ["/position", row.position],
];

function refuse(error: unknown): never {
  if (brokeConstraint(error, "attributes_code_unique"))
    throw new DomainError("ATTRIBUTE_TAKEN", {}, { cause: error });
  if (brokeConstraint(error, "attribute_categories_category_id_fkey"))
    throw inputError([inputProblem("/categoryIds", "UNKNOWN")], error);
  throw error;
}
