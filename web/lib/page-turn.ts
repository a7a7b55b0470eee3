/**
 * Links and GET forms that lead to another page without a new document. They are plain markup with a mark, so
 * that one listener turns the page (components/session/page-turns.tsx). next/link and next/form would cost
 * each link a component when the page is drawn, sent and taken over.
 */

const STILL = "still";

/** The mark of a link or form. Without `scroll` the next page stays where this one is. */
export const pageMark = (scroll = true): { "data-page": string } => ({ "data-page": scroll ? "" : STILL });

export interface PageTurn {
  readonly href: string;
  readonly scroll: boolean;
}

const turnTo = (marked: HTMLElement, href: string): PageTurn => ({
  href,
  scroll: marked.dataset.page !== STILL,
});

/** The page that a click asks for. Null: the click is something else, or the browser's own affair. */
export function turnOfClick(event: MouseEvent): PageTurn | null {
  const asksForNewTab =
    event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (event.defaultPrevented || asksForNewTab || !(event.target instanceof Element)) return null;
  const link = event.target.closest<HTMLAnchorElement>("a[data-page]");
  const href = link?.getAttribute("href");
  return link && href && !link.target ? turnTo(link, href) : null;
}

/** The page that a form asks for, as the browser would: its address with the fields and nothing else. */
export function turnOfForm(event: SubmitEvent): PageTurn | null {
  const form = event.target;
  if (event.defaultPrevented || !(form instanceof HTMLFormElement) || !form.matches("[data-page]"))
    return null;
  const values = new URLSearchParams();
  for (const [name, value] of new FormData(form, event.submitter))
    if (typeof value === "string") values.append(name, value);
  return turnTo(form, `${form.getAttribute("action")}?${values}`);
}
