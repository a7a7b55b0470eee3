/** The categories of the shop. Each id has a code, also before its category is read. */
import type { IndexedCategory } from "./indexed-product.ts";

export interface CategoryTree {
  codeOf(id: string): number;
  replace(categories: readonly IndexedCategory[]): void;
  readonly all: readonly IndexedCategory[];
  /** Those of which a name contains the text, which is in small letters. */
  named(text: string): readonly IndexedCategory[];
  at(code: number): IndexedCategory | undefined;
  /** The codes of the category and of all above it; none for one that is gone. */
  upwards(code: number): readonly number[];
  /** The codes of the category of this slug and of all below it; empty for an unknown slug. */
  below(slug: string): ReadonlySet<number>;
  readonly size: number;
}

export function categoryTree(): CategoryTree {
  const codes = new Map<string, number>();
  let all: readonly IndexedCategory[] = [];
  let byCode: (IndexedCategory | undefined)[] = [];
  let paths: (readonly number[])[] = [];
  /** Beside `all`: the names in small letters. */
  let names: readonly string[] = [];

  function codeOf(id: string): number {
    const code = codes.get(id) ?? codes.size;
    codes.set(id, code);
    return code;
  }

  function pathOf(category: IndexedCategory, byId: ReadonlyMap<string, IndexedCategory>): number[] {
    const path: number[] = [];
    let next: IndexedCategory | undefined = category;
    while (next && !path.includes(codeOf(next.id))) {
      path.push(codeOf(next.id));
      next = next.parentId === null ? undefined : byId.get(next.parentId);
    }
    return path;
  }

  return {
    codeOf,
    replace(categories) {
      all = categories;
      byCode = [];
      paths = [];
      names = categories.map(({ name, nameEn }) => `${name} ${nameEn ?? ""}`.toLowerCase());
      const byId = new Map(categories.map((category) => [category.id, category]));
      for (const category of categories) {
        byCode[codeOf(category.id)] = category;
        paths[codeOf(category.id)] = pathOf(category, byId);
      }
    },
    get all() {
      return all;
    },
    named: (text) => all.filter((_, at) => names[at]?.includes(text)),
    at: (code) => byCode[code],
    upwards: (code) => paths[code] ?? [],
    below(slug) {
      const top = all.find((category) => category.slug === slug);
      if (!top) return new Set();
      const code = codeOf(top.id);
      return new Set(all.map(({ id }) => codeOf(id)).filter((each) => paths[each]?.includes(code)));
    },
    get size() {
      return codes.size;
    },
  };
}
