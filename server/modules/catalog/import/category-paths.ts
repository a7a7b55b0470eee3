/** How a cell names categories: by slug, by name where only one has it, or by the path of names. Pure. */

export interface CategoryPath {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly path: string;
}

export interface CategoryNames {
  /** Null: none has the name. Several ids: the name says too little. */
  find(name: string): string[] | null;
  pathOf(id: string): string | null;
}

const folded = (name: string): string => name.toLowerCase().replaceAll(/\s*>\s*/g, ">");

export function categoryNames(categories: readonly CategoryPath[]): CategoryNames {
  const paths = new Map<string, string[]>();
  const names = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, id: string) =>
    map.set(folded(key), [...(map.get(folded(key)) ?? []), id]);
  for (const { id, path, name } of categories) {
    add(paths, path, id);
    add(names, name, id);
  }
  const slugs = new Map(categories.map(({ id, slug }) => [slug, [id]]));
  const byId = new Map(categories.map((category) => [category.id, category]));
  return {
    find: (name) => slugs.get(name) ?? paths.get(folded(name)) ?? names.get(folded(name)) ?? null,
    pathOf(id) {
      const known = byId.get(id);
      if (!known) return null;
      // A path that two categories have leads nowhere, and one that is another's slug leads there.
      const isClear =
        paths.get(folded(known.path))?.length === 1 && (slugs.get(known.path)?.[0] ?? id) === id;
      return isClear ? known.path : known.slug;
    },
  };
}
