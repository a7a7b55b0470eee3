/** Edits of one variant: each is an edit of its product. */
import type { ActingStaff } from "../../../platform/audit-log/audit-log.ts";
import { DomainError, inputError, inputProblem } from "../../../platform/errors.ts";
import { UUID } from "../../../platform/ids.ts";
import type { CatalogContext } from "../context.ts";
import { MAX_VARIANTS, type NewProduct, type VariantChange } from "../contract.ts";
import { editProduct } from "./edit-product.ts";
import * as queries from "./editing-queries.ts";

type EditableRow = queries.EditableRow;

export interface VariantEdit {
  /** The id or the SKU of the variant. */
  readonly variant: string;
  /** The product's version. Null: any. */
  readonly version: number | null;
  readonly by: ActingStaff;
}

/** What an edit leaves: the product, and the variant that it was about. */
export interface EditedVariant {
  readonly product: EditableRow;
  readonly variant: EditableRow["variants"][number];
}

export async function addVariant(
  catalog: CatalogContext,
  productId: string,
  variant: NewProduct["variants"][number],
  { version, by }: Omit<VariantEdit, "variant">,
): Promise<EditedVariant> {
  const product = await editProduct(catalog, {
    id: productId,
    version,
    change: ({ variants }) => {
      if (variants.some(({ sku }) => sku === variant.sku)) throw new DomainError("SKU_TAKEN");
      if (variants.length >= MAX_VARIANTS)
        throw inputError([inputProblem("/variants", "MAX_ITEMS", { limit: MAX_VARIANTS })]);
      return { variants: [...variants.map(({ id }) => ({ id })), variant] };
    },
    by,
  });
  return pick(product, ({ sku }) => sku === variant.sku);
}

/** Changes a variant. Orders that are placed already keep its prices. */
export async function editVariant(
  catalog: CatalogContext,
  edit: VariantEdit,
  change: Pick<VariantChange, "options" | "price" | "compareAtPrice">,
): Promise<EditedVariant> {
  if (Object.keys(change).length === 0) throw inputError([inputProblem("/price", "REQUIRED")]);
  const { id, productId } = await getVariant(catalog, edit.variant);
  const product = await editProduct(catalog, {
    id: productId,
    version: edit.version,
    change: ({ variants }) => ({
      variants: variants.map((each) => (each.id === id ? { id, ...change } : { id: each.id })),
    }),
    record: (_, row) => (change.options ? null : recordPrice(row, id, change)),
    by: edit.by,
  }).catch(aboutOneVariant);
  return pick(product, (each) => each.id === id);
}

/** Archives a variant. Carts that hold it show it as gone. */
export async function removeVariant(catalog: CatalogContext, edit: VariantEdit): Promise<EditableRow> {
  const { id, productId } = await getVariant(catalog, edit.variant);
  return editProduct(catalog, {
    id: productId,
    version: edit.version,
    change: ({ variants }) => {
      if (variants.length === 1) throw new DomainError("LAST_VARIANT");
      return { variants: variants.flatMap((each) => (each.id === id ? [] : [{ id: each.id }])) };
    },
    by: edit.by,
  });
}

/** Of a variant that is sold: its options, and what its product is called. Throws UNKNOWN_VARIANT. */
export async function getNamedVariant({ db }: CatalogContext, idOrSku: string) {
  const found = await db.first(queries.findNamedVariant, namedBy(idOrSku));
  if (!found) throw new DomainError("UNKNOWN_VARIANT");
  return found;
}

async function getVariant({ db }: CatalogContext, idOrSku: string) {
  const found = await db.first(queries.findVariant, namedBy(idOrSku));
  if (!found) throw new DomainError("UNKNOWN_VARIANT");
  return found;
}

const namedBy = (idOrSku: string) => ({
  id: UUID.test(idOrSku.toLowerCase()) ? idOrSku : null,
  sku: idOrSku,
});

function pick(product: EditableRow, isIt: (variant: EditedVariant["variant"]) => boolean): EditedVariant {
  const variant = product.variants.find(isIt);
  // Another edit may have archived it meanwhile.
  if (!variant) throw new DomainError("UNKNOWN_VARIANT");
  return { product, variant };
}

/** The audit log lists changes of prices under the variant. */
function recordPrice(
  row: EditableRow,
  id: string,
  { price, compareAtPrice }: Pick<VariantChange, "price" | "compareAtPrice">,
) {
  const before = row.variants.find((variant) => variant.id === id);
  if (!before) return null;
  const amount = (given: VariantChange["compareAtPrice"], was: number | null) =>
    given === undefined ? was : typeof given === "number" || given === null ? given : given.amount;
  return {
    action: "price.change",
    subject: `variant:${id}`,
    before: { sku: before.sku, price: before.price, compareAtPrice: before.compareAtPrice },
    after: {
      sku: before.sku,
      price: amount(price, before.price),
      compareAtPrice: amount(compareAtPrice, before.compareAtPrice),
    },
  };
}

/** Pointers of the product's variants are those of the one that the request names. */
function aboutOneVariant(error: unknown): never {
  if (!(error instanceof DomainError) || error.code !== "INVALID_INPUT") throw error;
  const errors = (error.details as { errors: { pointer: string }[] }).errors;
  throw new DomainError(
    error.code,
    {
      errors: errors.map((each) => ({ ...each, pointer: each.pointer.replace(/^\/variants\/\d+/, "") })),
    },
    { cause: error },
  );
}
