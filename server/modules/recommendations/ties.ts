/** Puts equals in another order, and nothing else. Pure. */

interface Tied {
  /** Equal: neither comes before the other. */
  readonly tie: number;
}

/** `found` has equals beside one another. Of equals the one with the lower place comes first. */
export function orderTies<Found extends Tied>(
  found: readonly Found[],
  placeOf: (each: Found) => number,
): Found[] {
  const ordered: Found[] = [];
  for (let from = 0; from < found.length; ) {
    let to = from + 1;
    while (found[to]?.tie === found[from]?.tie && to < found.length) to += 1;
    // A stable sort: of those without a place the search keeps its order.
    ordered.push(...found.slice(from, to).sort((a, b) => placeOf(a) - placeOf(b)));
    from = to;
  }
  return ordered;
}
