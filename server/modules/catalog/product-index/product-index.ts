/**
 * The active products of the shop in the memory of a process: what lists filter, count and sort by, and the
 * words that searches look for. One writer (refresh-index.ts) brings it up to date; reads are synchronous, so
 * that no read sees half of a change.
 */

import { wordsOf } from "../words/words.ts";
import { categoryTree } from "./category-tree.ts";
import type { IndexedAttribute, IndexedCategory, IndexedProduct } from "./indexed-product.ts";
import { orders } from "./orders.ts";
import { productTable } from "./product-table.ts";
import { salesTurns } from "./sales-turns.ts";
import { type Synonym, synonymWords } from "./synonym-words.ts";
import { wordLists } from "./word-lists.ts";

export type ProductIndex = ReturnType<typeof createProductIndex>;

export function createProductIndex() {
  const tree = categoryTree();
  const table = productTable(tree);
  const words = wordLists();
  let synonyms = synonymWords([]);
  let categoryWords = synonymWords([]);
  let version = 0;

  function put(product: IndexedProduct): void {
    words.add(table.append(product), product.words);
    version += 1;
  }
  function remove(id: string): void {
    if (table.remove(id)) version += 1;
  }

  return {
    tree,
    table,
    words,
    orders: orders(table),
    put,
    remove,
    sales: salesTurns({ put, remove }),
    replaceCategories(categories: readonly IndexedCategory[]): void {
      tree.replace(categories);
      const named = categories.flatMap(({ name, nameEn }) => [...wordsOf(`${name} ${nameEn ?? ""}`)]);
      categoryWords = synonymWords(named.map((word, set) => ({ word, set })));
      version += 1;
    },
    replaceAttributes(attributes: readonly IndexedAttribute[]): void {
      table.attributes.replace(attributes);
      version += 1;
    },
    replaceSynonyms(all: readonly Synonym[]): void {
      synonyms = synonymWords(all);
      version += 1;
    },
    synonymsOf: (word: string): readonly string[] => synonyms.of(word),
    get synonyms() {
      return synonyms;
    },
    /** The words of their names. */
    get categoryWords() {
      return categoryWords;
    },
    /** Whether the slot is of a product as it is now. */
    isLive: (slot: number): boolean => table.live.values[slot] === 1,
    /** Grows with each change. */
    get version() {
      return version;
    },
  };
}
