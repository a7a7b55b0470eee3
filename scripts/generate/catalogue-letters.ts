import { demoCatalogue } from "../../demo/catalogue.ts";
import { demoShop } from "../../demo/shop.ts";

/** Letters of one line of the file. */
const PER_LINE = 50;

/**
 * Returns the letters and signs beyond ASCII of the demo catalogue and of the demo shop's words, each once,
 * for the shop's first font file.
 */
export function catalogueLetters(): string {
  const { categories, products } = demoCatalogue();
  const texts = [
    JSON.stringify(demoShop),
    ...categories.flatMap(({ name, description }) => [name, description]),
    ...products.flatMap(({ name, brand, description, options }) => [
      name,
      brand,
      description,
      ...options.flatMap((option) => [option.name, ...option.values]),
    ]),
  ];
  const letters = [...new Set(texts.join(""))].filter((letter) => /[^\p{ASCII}]/u.test(letter)).sort();
  const lines = Array.from({ length: Math.ceil(letters.length / PER_LINE) }, (_, line) =>
    letters.slice(line * PER_LINE, (line + 1) * PER_LINE).join(""),
  );
  return `${lines.join("\n")}\n`;
}
