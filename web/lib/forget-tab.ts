/** All that a tab keeps is its visitor's: typed values, the order under way. */
const TAB_PREFIX = "jangteo.";

export function forgetTab(): void {
  const names = Array.from({ length: sessionStorage.length }, (_, index) => sessionStorage.key(index));
  for (const name of names) if (name?.startsWith(TAB_PREFIX)) sessionStorage.removeItem(name);
}
