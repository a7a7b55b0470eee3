/** Former slugs as lists of the API tell them, each with the present one. */
type MovedSlugs = Readonly<Record<string, string>>;

/**
 * The slug that a former one leads to; null: it never was one.
 * @param moved undefined from an API of the version before, which the web may ask while it is replaced
 */
export const movedTo = (moved: MovedSlugs | undefined, slug: string): string | null =>
  moved && Object.hasOwn(moved, slug) ? (moved[slug] ?? null) : null;
