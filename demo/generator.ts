/**
 * A shop of any size, to measure with: products like those of the demo shop, with names, words and prices of
 * their own. Pure: the same number yields the same product, so that two runs of a generator can share a shop.
 */
import { type DemoProduct, demoCatalogue } from "./catalogue.ts";
import { pick, random } from "./random.ts";

/** In front of a name. */
const moods = [
  ["고요한", "Quiet"],
  ["느린", "Slow"],
  ["단단한", "Sturdy"],
  ["맑은", "Clear"],
  ["포근한", "Cosy"],
  ["새벽", "Dawn"],
  ["노을", "Sunset"],
  ["들꽃", "Wildflower"],
  ["바람결", "Breeze"],
  ["산책길", "Stroll"],
  ["오래된", "Old"],
  ["작은", "Small"],
] as const;

/** Syllables of names of collections, which are invented: 소라미, 하누비. */
const syllables = [..."가나다라마바사아자하고노도로모보소오조호구누두루무부수우주후기니디리미비시이지히"];
const letters = [..."bcdfghjklmnprstvwz"].flatMap((consonant) =>
  [..."aeiou"].map((vowel) => `${consonant}${vowel}`),
);
/** Products that share a collection. */
const COLLECTION_SIZE = 20;

export interface GeneratedShop {
  /** Product `number`, from 1. It has `variants` variants, or as many as its options allow. */
  product(number: number): DemoProduct;
}

export function generatedShop(variants: number): GeneratedShop {
  const bases = demoCatalogue().products;
  return {
    product(number) {
      const next = random(`generated ${number}`);
      const base = pick(next, bases);
      const [moodKo, moodEn] = pick(next, moods);
      const [collectionKo, collectionEn] = collection(Math.floor(number / COLLECTION_SIZE));
      const factor = 0.5 + next() * 2;
      const priceOf = (price: number): number => Math.max(100, Math.round((price * factor) / 100) * 100);
      const { en } = base.translations;
      return {
        ...base,
        slug: `${base.slug}-${number}`,
        name: `${collectionKo} ${moodKo} ${base.name}`,
        translations: { en: { ...en, name: `${collectionEn} ${moodEn} ${en.name}` } },
        variants: some(base.variants, variants).map(({ compareAtPrice, ...variant }) => ({
          ...variant,
          sku: `${variant.sku}-${number}`,
          price: priceOf(variant.price),
          ...(compareAtPrice === undefined ? {} : { compareAtPrice: priceOf(compareAtPrice) + 100 }),
          stock: next() < 0.05 ? 0 : variant.stock + 1,
        })),
      };
    },
  };
}

function collection(number: number): readonly [ko: string, en: string] {
  const next = random(`collection ${number}`);
  const ko = [1, 2, 3].map(() => pick(next, syllables)).join("");
  const en = [1, 2, 3].map(() => pick(next, letters)).join("");
  return [ko, `${en.charAt(0).toUpperCase()}${en.slice(1)}`];
}

/** Spread over the list, so that several values of each option are among them. */
function some<Item>(items: readonly Item[], count: number): Item[] {
  const step = Math.max(1, items.length / count);
  return Array.from(
    { length: Math.min(count, items.length) },
    (_, at) => items[Math.floor(at * step)],
  ).flatMap((item) => (item === undefined ? [] : [item]));
}
