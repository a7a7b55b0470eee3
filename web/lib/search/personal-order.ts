/** The order of a search for one person. Pure. */

/**
 * The items in another order, as far as it names them: these exchange their places among themselves, and all
 * others keep theirs.
 */
export function inOrderOf<Item extends { readonly id: string }>(
  items: readonly Item[],
  ids: readonly string[],
): Item[] {
  const places = new Map(ids.map((id, place) => [id, place]));
  const placeOf = ({ id }: Item): number => places.get(id) ?? 0;
  const named = items.filter(({ id }) => places.has(id)).sort((a, b) => placeOf(a) - placeOf(b));
  const next = named.values();
  return items.map((item) => (places.has(item.id) ? (next.next().value ?? item) : item));
}
