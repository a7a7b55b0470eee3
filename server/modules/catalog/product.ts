/** Rules for a product's shape: which variants it may have, and what it is called in an address. */
import type { InputProblem } from "../../platform/errors.ts";
import { asMoney } from "../../platform/schema.ts";
import type { Currency } from "../../platform/money.ts";
import type { NewProduct } from "./contract.ts";

/** All that is wrong with a new product beyond its schema. */
export function problemsOf(product: NewProduct, currency: Currency): InputProblem[] {
  const { options, variants } = product;
  const problems: InputProblem[] = [];
  const report = (pointer: string, code: string, message: string) => problems.push({ pointer, code, message });

  const values = new Map(options.map((option) => [option.name, new Set(option.values)]));
  if (values.size < options.length) report("/options", "DUPLICATE", "two options have the same name");
  const skus = new Set<string>();
  const combinations = new Set<string>();
  variants.forEach((variant, at) => {
    const pointer = `/variants/${at}`;
    for (const [name, value] of Object.entries(variant.options)) {
      if (!values.get(name)?.has(value)) report(`${pointer}/options/${name}`, "UNKNOWN_VALUE", "is not among the options");
    }
    for (const name of values.keys()) {
      if (!(name in variant.options)) report(`${pointer}/options/${name}`, "REQUIRED", "is required");
    }
    if (skus.has(variant.sku)) report(`${pointer}/sku`, "DUPLICATE", "is used twice");
    skus.add(variant.sku);
    const combination = JSON.stringify([...values.keys()].map((name) => variant.options[name]));
    if (combinations.has(combination)) report(`${pointer}/options`, "DUPLICATE", "is the same as another variant's");
    combinations.add(combination);

    const price = asMoney(variant.price, currency);
    const former = variant.compareAtPrice === undefined ? null : asMoney(variant.compareAtPrice, currency);
    if (price.currency !== currency) report(`${pointer}/price`, "CURRENCY", `must be in ${currency}`);
    if (former && (former.currency !== price.currency || former.amount <= price.amount)) {
      report(`${pointer}/compareAtPrice`, "MINIMUM", "must be above the price");
    }
  });
  return problems;
}

/** An address part from a name; empty when the name has no Latin letters or digits. */
export function slugify(name: string): string {
  return name.normalize("NFKD").toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "").slice(0, 100);
}

