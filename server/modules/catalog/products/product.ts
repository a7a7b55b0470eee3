/** Rules for a product: which variants it may have, and how its slug is made. Pure. */
import { escapePointer, type InputProblem, inputProblem } from "../../../platform/errors.ts";
import { UUID } from "../../../platform/ids.ts";
import type { Currency } from "../../../platform/money.ts";
import { asMoney } from "../../../platform/schema.ts";
import { readLine } from "../../../platform/text.ts";
import { LONGEST_DESCRIPTION, LONGEST_HTML } from "../contract/descriptions.ts";
import type { NewProduct, ProductChange } from "../contract.ts";
import { readRichText } from "../descriptions/rich-text.ts";
import { disclosureProblems } from "../disclosure/disclosure-table.ts";

/**
 * Returns the product with what no schema reads: the names of its options where they are keys (read as text
 * is, platform/text.ts; a key that cannot be read stays as it is), and its descriptions with a form.
 */
export function withReadKeys(product: NewProduct): NewProduct {
  const variants = product.variants.map((variant) => ({ ...variant, options: readKeys(variant.options) }));
  return { ...withReadHtml(product), ...withReadTranslations(product), variants };
}

/** As `withReadKeys`, of an edit. */
export function withReadChange({ variants, ...change }: ProductChange): ProductChange {
  const read = variants?.map(({ options, ...variant }) =>
    options ? { ...variant, options: readKeys(options) } : variant,
  );
  const { descriptionHtml, ...rest } = change;
  // Null clears the HTML and leaves the text.
  const texts = descriptionHtml == null ? change : withReadHtml({ ...rest, descriptionHtml });
  return { ...texts, ...withReadTranslations(change), ...(read && { variants: read }) };
}

function withReadTranslations({ translations }: Pick<NewProduct, "translations">) {
  const english = translations?.en;
  if (!english) return {};
  const options = english.options && { options: readKeys(english.options) };
  return { translations: { ...translations, en: { ...withReadHtml(english), ...options } } };
}

interface DescribedTexts {
  readonly description?: string;
  readonly descriptionHtml?: string;
}

/** HTML is sanitised, and the text is made of it. HTML that says nothing is an empty text. */
function withReadHtml<Texts extends DescribedTexts>(texts: Texts): Texts {
  if (texts.descriptionHtml === undefined) return texts;
  const { html, text } = readRichText(texts.descriptionHtml);
  const { descriptionHtml: _typed, ...rest } = texts;
  return { ...rest, description: text, ...(html && { descriptionHtml: html }) } as Texts;
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
  const problems: InputProblem[] = [
    ...doublesIn(product),
    ...periodProblems(product),
    ...disclosureProblems(product),
    ...descriptionProblems(product),
  ];
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

/** HTML may be longer when it was read: `&` is `&amp;`. */
function descriptionProblems({ translations, ...product }: NewProduct): InputProblem[] {
  const all: [pointer: string, texts: DescribedTexts][] = [
    ["/descriptionHtml", product],
    ["/translations/en/descriptionHtml", translations?.en ?? {}],
  ];
  return all.flatMap(([pointer, { description = "", descriptionHtml }]) => {
    if (descriptionHtml === undefined) return [];
    if (descriptionHtml.length > LONGEST_HTML)
      return [inputProblem(pointer, "MAX_LENGTH", { limit: LONGEST_HTML })];
    if (description.length <= LONGEST_DESCRIPTION) return [];
    return [inputProblem(pointer, "MAX_LENGTH", { limit: LONGEST_DESCRIPTION })];
  });
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
