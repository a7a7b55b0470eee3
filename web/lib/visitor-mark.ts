/**
 * Whose browser this is: the id of the member who is signed in, or a random mark after a sign-out. Every tab
 * sees it change, and a page from the browser's history sees that it has changed. Only browsers read it; who
 * may see what is the API's decision.
 */
const NAME = "jangteo.visitor";
const GUEST = "guest-";

export const visitorMark = (): string | null => localStorage.getItem(NAME);

export const markMember = (memberId: string): void => localStorage.setItem(NAME, memberId);

export const markGuest = (): void => localStorage.setItem(NAME, `${GUEST}${crypto.randomUUID()}`);

export const isMemberMark = (mark: string | null): mark is string => mark !== null && !mark.startsWith(GUEST);

/** Calls `changed` when another tab has marked another visitor. Returns the end of it. */
export function onOtherVisitor(changed: () => void): () => void {
  const stored = ({ key }: StorageEvent) => {
    // A key of null: everything was removed.
    if (key === NAME || key === null) changed();
  };
  window.addEventListener("storage", stored);
  return () => window.removeEventListener("storage", stored);
}
