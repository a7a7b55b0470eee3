import { type RefObject, useEffect, useRef } from "react";

/**
 * For a row or column of links that scrolls: the link of the page that is open is in sight. The page itself
 * stays where it is.
 * @param here what the open page is known by: another one has another link
 */
export function useHereInView<Row extends HTMLElement>(here: string): RefObject<Row | null> {
  const row = useRef<Row>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page has another link
  useEffect(() => {
    const link = row.current?.querySelector<HTMLElement>("[aria-current]");
    if (!row.current || !link) return;
    row.current.scrollLeft = link.offsetLeft - (row.current.clientWidth - link.clientWidth) / 2;
    row.current.scrollTop = link.offsetTop - row.current.clientHeight / 2;
  }, [here]);
  return row;
}
