/** Rules for a product: which variants it may have, and how its slug is made. Pure. */
import { escapePointer, type InputProblem, inputProblem } from "../../../platform/errors.ts";
import type { Currency } from "../../../platform/money.ts";
import { asMoney } from "../../../platform/schema.ts";
import { readLine } from "../../../platform/text.ts";
import type { NewProduct } from "../contract.ts";

/**
 * Returns the product with the names of its options read as text is (platform/text.ts) where they are keys,
 * which no schema reads. A key that cannot be read stays as it is.
 */
export function withReadKeys(product: NewProduct): NewProduct {
  const { variants, translations } = product;
  const english = translations?.en;
  const translated = english?.options && { ...english, options: readKeys(english.options) };
  return {
    ...product,
    variants: variants.map((variant) => ({ ...variant, options: readKeys(variant.options) })),
    ...(translated && { translations: { ...translations, en: translated } }),
  };
}

/** Keys that are read as one key stay as they are, so that none of their values is lost. */
function readKeys(record: Readonly<Record<string, string>>): Record<string, string> {
  const read = Object.entries(record).map(([key, value]): [string, string] => [readLine(key) ?? key, value]);
  const keys = new Set(read.map(([key]) => key));
  return keys.size < read.length ? { ...record } : Object.fromEntries(read);
}

/** Returns the problems of a new product that its schema does not find. */
export function problemsOf(product: NewProduct, currency: Currency): InputProblem[] {
  const { options, variants, translations } = product;
  const problems: InputProblem[] = [];
  const report = (pointer: string, code: string) => problems.push(inputProblem(pointer, code));

  const values = new Map(options.map((option) => [option.name, new Set(option.values)]));
  if (values.size < options.length) report("/options", "DUPLICATE");
  for (const name of Object.keys(translations?.en?.options ?? {})) {
    if (readLine(name) !== name || name === "")
      report(`/translations/en/options/${escapePointer(name)}`, "LINE");
  }
  const skus = new Set<string>();
  const combinations = new Set<string>();
  variants.forEach((variant, at) => {
    const pointer = `/variants/${at}`;
    for (const [name, value] of Object.entries(variant.options)) {
      if (!values.get(name)?.has(value)) report(`${pointer}/options/${escapePointer(name)}`, "UNKNOWN_VALUE");
    }
    for (const name of values.keys()) {
      if (!Object.hasOwn(variant.options, name))
        report(`${pointer}/options/${escapePointer(name)}`, "REQUIRED");
    }
    if (skus.has(variant.sku)) report(`${pointer}/sku`, "DUPLICATE");
    skus.add(variant.sku);
    const combination = JSON.stringify([...values.keys()].map((name) => variant.options[name]));
    if (combinations.has(combination)) report(`${pointer}/options`, "DUPLICATE");
    combinations.add(combination);

    for (const problem of priceProblems(variant, currency))
      problems.push({ ...problem, pointer: pointer + problem.pointer });
  });
  return problems;
}

type Prices = Pick<NewProduct["variants"][number], "price"> & {
  readonly compareAtPrice?: NewProduct["variants"][number]["price"] | null | undefined;
};

/** Returns the problems of a variant's new prices. */
export function priceProblems(prices: Prices, currency: Currency): InputProblem[] {
  const price = asMoney(prices.price, currency);
  const former = prices.compareAtPrice == null ? null : asMoney(prices.compareAtPrice, currency);
  const problems: InputProblem[] = [];
  if (price.currency !== currency) problems.push(inputProblem("/price", "CURRENCY", { currency }));
  if (former && (former.currency !== price.currency || former.amount <= price.amount)) {
    problems.push(inputProblem("/compareAtPrice", "MINIMUM", { limit: price.amount + 1 }));
  }
  return problems;
}

/** Returns a slug made of a name; empty when the name has no Latin letters or digits. */
export function slugify(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 100)
    .replaceAll(/^-+|-+$/g, "");
}
