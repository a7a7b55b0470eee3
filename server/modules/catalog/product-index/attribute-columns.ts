/**
 * The values of attributes in columns: for each slot the codes of its values. A code stands for an attribute
 * with one value, as text; for a number also for the number. Products share codes, so that a filter is a mark
 * beside each code, and a facet a count beside each code.
 */
import type { AttributeValue } from "../contract/attributes.ts";
import { integers, numbers } from "./columns.ts";
import type { IndexedAttribute } from "./indexed-product.ts";
import { labelledCodes } from "./labelled-codes.ts";

export type AttributeColumns = ReturnType<typeof attributeColumns>;

export function attributeColumns() {
  /** Those that lists filter by, in the order of display. */
  let filterable = new Map<string, IndexedAttribute>();
  /** The first value of each slot; they end where those of the next slot begin. */
  const first = integers();
  const values = integers();
  /** The codes of attributes. */
  const names = labelledCodes();
  /** By the code of the attribute and the value: "2 cotton". */
  const texts = labelledCodes();
  const attributeOf = integers();
  const numberOf = numbers();
  first.push(0);

  function use(attribute: string, value: string | number | boolean): number {
    const name = names.use(attribute);
    const code = texts.use(`${name} ${value}`);
    if (code === attributeOf.length) {
      attributeOf.push(name);
      numberOf.push(Number.NaN);
    }
    // An attribute that was deleted may have come back as another type.
    numberOf.values[code] = typeof value === "number" ? value : Number.NaN;
    return code;
  }

  return {
    first,
    values,
    names,
    attributeOf,
    numberOf,
    get filterable(): ReadonlyMap<string, IndexedAttribute> {
      return filterable;
    },
    /** Products that have an attribute which was not filterable before are put anew. */
    replace(attributes: readonly IndexedAttribute[]): void {
      filterable = new Map(attributes.map((attribute) => [attribute.code, attribute]));
    },
    /** Appends the values of the next slot. */
    append(product: Readonly<Record<string, AttributeValue>>): void {
      for (const [code, value] of Object.entries(product)) {
        if (!filterable.has(code)) continue;
        if (Array.isArray(value)) for (const each of value) values.push(use(code, each));
        else values.push(use(code, value));
      }
      first.push(values.length);
    },
    /** The product of the slot does not use its values any more. */
    drop(slot: number): void {
      const end = first.values[slot + 1] ?? 0;
      for (let at = first.values[slot] ?? 0; at < end; at += 1) {
        const code = values.values[at] ?? 0;
        texts.drop(code);
        names.drop(attributeOf.values[code] ?? 0);
      }
    },
    find: (name: number, text: string) => texts.find(`${name} ${text}`),
    text: (code: number) => texts.text(code).replace(/^\d+ /, ""),
    /** Codes of values are smaller. */
    get size() {
      return attributeOf.length;
    },
  };
}
