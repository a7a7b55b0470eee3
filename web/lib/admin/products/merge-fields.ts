/**
 * What is typed in a form, put upon what another person has saved meanwhile: a field that was changed here
 * stays as it is, every other one shows what is stored. Pure.
 */
import type { ProductFields, VariantFields } from "./product-fields.ts";
import { keyOf } from "./variant-matrix.ts";

type Versions<Value> = {
  /** What the form began with. */
  was: Value;
  typed: Value;
  /** What is stored. */
  now: Value;
};

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const merged = <Value>({ was, typed, now }: Versions<Value>): Value => (isSame(was, typed) ? now : typed);

export function mergeFields({ was, typed, now }: Versions<ProductFields>): ProductFields {
  const one = <Name extends keyof ProductFields>(name: Name): ProductFields[Name] =>
    merged({ was: was[name], typed: typed[name], now: now[name] });
  return {
    name: one("name"),
    englishName: one("englishName"),
    slug: one("slug"),
    brand: one("brand"),
    description: one("description"),
    status: one("status"),
    publishAt: one("publishAt"),
    tags: one("tags"),
    categoryIds: one("categoryIds"),
    options: one("options"),
    variants: mergeVariants({ was, typed, now }),
  };
}

const byId = (rows: readonly VariantFields[]) => new Map(rows.map((row) => [row.variantId, row]));

/** Rows that are not stored yet stay; rows that another person took off sale or added are so here too. */
function mergeVariants({ was, typed, now }: Versions<ProductFields>): VariantFields[] {
  const [before, stored] = [byId(was.variants), byId(now.variants)];
  const typedOptions = !isSame(was.options, typed.options);
  const rows = typed.variants.flatMap((row) => {
    const [first, last] = [before.get(row.variantId), stored.get(row.variantId)];
    if (row.variantId === "") return [row];
    if (!first || !last) return [];
    const one = <Name extends keyof VariantFields>(name: Name): VariantFields[Name] =>
      merged({ was: first[name], typed: row[name], now: last[name] });
    return [
      {
        ...row,
        choice: typedOptions ? row.choice : last.choice,
        price: one("price"),
        compareAtPrice: one("compareAtPrice"),
      },
    ];
  });
  const taken = new Set(rows.map(({ choice }) => keyOf(choice)));
  const places = (typedOptions ? typed : now).options.length;
  const added = now.variants.filter(
    ({ variantId, choice }) =>
      !before.has(variantId) && choice.length === places && !taken.has(keyOf(choice)),
  );
  return [...rows, ...added].filter(({ choice }) => choice.length === places);
}
