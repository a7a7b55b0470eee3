/** Rules for a product: which variants it may have, and how its slug is made. Pure. */
import { escapePointer, type InputProblem, inputProblem } from "../../../platform/errors.ts";
import { UUID } from "../../../platform/ids.ts";
import type { Currency } from "../../../platform/money.ts";
import { asMoney } from "../../../platform/schema.ts";
import { readLine } from "../../../platform/text.ts";
import type { NewProduct, ProductChange } from "../contract.ts";

/**
 * Returns the product with the names of its options read as text is (platform/text.ts) where they are keys,
 * which no schema reads. A key that cannot be read stays as it is.
 */
export function withReadKeys(product: NewProduct): NewProduct {
  const variants = product.variants.map((variant) => ({ ...variant, options: readKeys(variant.options) }));
  return { ...product, ...withReadTranslations(product), variants };
}

/** As `withReadKeys`, of an edit. */
export function withReadChange({ variants, ...change }: ProductChange): ProductChange {
  const read = variants?.map(({ options, ...variant }) =>
    options ? { ...variant, options: readKeys(options) } : variant,
  );
  return { ...change, ...withReadTranslations(change), ...(read && { variants: read }) };
}

function withReadTranslations({ translations }: Pick<NewProduct, "translations">) {
  const english = translations?.en;
  if (!english?.options) return {};
  return { translations: { ...translations, en: { ...english, options: readKeys(english.options) } } };
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
  const problems: InputProblem[] = [...doublesIn(product), ...periodProblems(product)];
  const report = (pointer: string, code: string) => problems.push(inputProblem(pointer, code));

  const values = new Map(options.map((option) => [option.name, new Set(option.values)]));
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

/** Words that a shopper cannot tell apart: they differ by spaces or capitals alone. */
const folded = (word: string): string => word.normalize("NFC").toLowerCase().replaceAll(/\s+/g, "");
const haveDoubles = (words: readonly string[]): boolean => new Set(words.map(folded)).size < words.length;

/** After the check of the schema: it compares texts as they were typed, and not as they are read. */
function doublesIn({ options, tags = [], categoryIds = [] }: NewProduct): InputProblem[] {
  const lists: [pointer: string, words: readonly string[]][] = [
    ["/options", options.map(({ name }) => name)],
    ...options.map(({ values }, at): [string, string[]] => [`/options/${at}/values`, values]),
    ["/tags", tags],
    ["/categoryIds", categoryIds],
  ];
  return lists.flatMap(([pointer, words]) =>
    haveDoubles(words) ? [inputProblem(pointer, "DUPLICATE")] : [],
  );
}

function periodProblems(product: NewProduct): InputProblem[] {
  const { status, publishAt, salesFrom, salesUntil, minQuantity = 1, maxQuantity } = product;
  const problems: InputProblem[] = [];
  if (status === "scheduled" && publishAt === undefined)
    problems.push(inputProblem("/publishAt", "REQUIRED"));
  if (salesFrom !== undefined && salesUntil !== undefined && Date.parse(salesUntil) <= Date.parse(salesFrom))
    problems.push(inputProblem("/salesUntil", "MINIMUM", { limit: salesFrom }));
  if (maxQuantity !== undefined && maxQuantity < minQuantity)
    problems.push(inputProblem("/maxQuantity", "MINIMUM", { limit: minQuantity }));
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

/** Returns a slug made of a name, not in the form of an id; empty without Latin letters or digits. */
export function slugify(name: string): string {
  const slug = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 100)
    .replaceAll(/^-+|-+$/g, "");
  return UUID.test(slug) ? `product-${slug}` : slug;
}
