/** Every k-th of the entries, so that at most `most` are left: the same on every run. */
export function sample<Entry>(entries: readonly Entry[], most: number): Entry[] {
  const step = Math.max(1, entries.length / most);
  return Array.from(
    { length: Math.min(most, entries.length) },
    (_, k) => entries[Math.floor(k * step)] as Entry,
  );
}
