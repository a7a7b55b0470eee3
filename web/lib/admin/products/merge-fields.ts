/**
 * What is typed in a form, put upon what another person has saved meanwhile: a field that was changed here
 * stays as it is, every other one shows what is stored. Pure.
 */
import type { AttributeInputs } from "./attribute-values.ts";
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
    englishDescription: one("englishDescription"),
    status: one("status"),
    publishAt: one("publishAt"),
    tags: one("tags"),
    categoryIds: one("categoryIds"),
    taxType: one("taxType"),
    deliveryGroup: one("deliveryGroup"),
    addOns: one("addOns"),
    addOnHeading: one("addOnHeading"),
    englishAddOnHeading: one("englishAddOnHeading"),
    options: one("options"),
    variants: mergeVariants({ was, typed, now }),
    attributes: mergeInputs({ was: was.attributes, typed: typed.attributes, now: now.attributes }),
    disclosure: {
      group: merged({ was: was.disclosure.group, typed: typed.disclosure.group, now: now.disclosure.group }),
      items: mergeInputs({
        was: was.disclosure.items,
        typed: typed.disclosure.items,
        now: now.disclosure.items,
      }),
    },
  };
}

/** Attribute by attribute. One that is left empty is like one that is not there. */
function mergeInputs<Input extends AttributeInputs[string]>({
  was,
  typed,
  now,
}: Versions<Record<string, Input>>): Record<string, Input> {
  const codes = [...new Set([was, typed, now].flatMap((inputs) => Object.keys(inputs)))];
  const read = (inputs: Record<string, Input>, code: string) => inputs[code] || ("" as Input);
  return Object.fromEntries(
    codes.map((code) => [
      code,
      merged({ was: read(was, code), typed: read(typed, code), now: read(now, code) }),
    ]),
  );
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
