/** Former slugs as lists of the API tell them, each with the present one. */
type MovedSlugs = Readonly<Record<string, string>>;

/** The slug that a former one leads to; null: it never was one. */
export const movedTo = (moved: MovedSlugs, slug: string): string | null =>
  Object.hasOwn(moved, slug) ? (moved[slug] ?? null) : null;
