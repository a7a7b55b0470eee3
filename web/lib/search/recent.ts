/** What was searched for in this browser, the newest first. It leaves the browser only as a search. */
const NAME = "jangteo.searches";
const MOST = 8;

export function recentSearches(): string[] {
  const stored: unknown = JSON.parse(localStorage.getItem(NAME) ?? "[]");
  return Array.isArray(stored) ? stored.filter((each) => typeof each === "string").slice(0, MOST) : [];
}

export function rememberSearch(typed: string): void {
  const q = typed.normalize("NFC").trim().slice(0, 100);
  if (q === "") return;
  const others = recentSearches().filter((each) => each !== q);
  localStorage.setItem(NAME, JSON.stringify([q, ...others].slice(0, MOST)));
}

export const forgetSearches = (): void => localStorage.removeItem(NAME);
