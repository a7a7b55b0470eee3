import { demoCatalogue } from "../../demo/catalogue.ts";
import { demoShop } from "../../demo/shop.ts";

/** Letters of one line of a file. */
const PER_LINE = 50;

/**
 * Returns the letters and signs beyond ASCII of the demo shop's words and of what lists show of its
 * catalogue, each once, for the shop's first font file.
 */
export function nameLetters(): string {
  const { categories, products } = demoCatalogue();
  return lettersOf([
    JSON.stringify(demoShop),
    ...categories.map(({ name }) => name),
    ...products.flatMap(({ name, brand, options }) => [
      name,
      brand,
      ...options.flatMap((option) => [option.name, ...option.values]),
    ]),
  ]);
}

/** Returns those of the descriptions, for the second file. */
export function descriptionLetters(): string {
  const { categories, products } = demoCatalogue();
  return lettersOf([...categories, ...products].map(({ description }) => description));
}

function lettersOf(texts: readonly (string | null | undefined)[]): string {
  const letters = [...new Set(texts.join(""))].filter((letter) => /[^\p{ASCII}]/u.test(letter)).sort();
  const lines = Array.from({ length: Math.ceil(letters.length / PER_LINE) }, (_, line) =>
    letters.slice(line * PER_LINE, (line + 1) * PER_LINE).join(""),
  );
  return `${lines.join("\n")}\n`;
}
