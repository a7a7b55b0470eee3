"use client";

import { useRouter } from "next/navigation";
import { useLocale } from "next-intl";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useApi } from "@/lib/api/browser";
import { suggest } from "@/lib/api/catalog";
import { localePath } from "@/lib/paths";
import { optionsOf, recentOptions, type SearchOption, stepTo } from "@/lib/search/options";
import { recentSearches, rememberSearch } from "@/lib/search/recent";

/** While a word is typed, its jamo come faster than this. */
const PAUSE_MS = 150;

/** Listens to the field, which was there before this was loaded, and makes it a combobox. */
export function useSuggestions(field: RefObject<HTMLInputElement | null>, id: string) {
  const { options, isRecent, ask } = useOptions();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const choose = useChoice(field, () => setOpen(false));
  const shown = open && options.length > 0;
  // The listeners are added once, and read what is shown now.
  const now = useRef({ options, active, shown, choose });
  now.current = { options, active, shown, choose };

  const refresh = useCallback(() => {
    setActive(-1);
    setOpen(true);
    ask(field.current?.value.trim() ?? "");
  }, [ask, field]);

  useEffect(() => {
    const input = field.current;
    if (!input) return;
    const ending = new AbortController();
    const on = <Name extends keyof HTMLElementEventMap>(
      target: HTMLElement,
      name: Name,
      act: (event: HTMLElementEventMap[Name]) => void,
    ) => target.addEventListener(name, act, { signal: ending.signal });
    on(input, "input", refresh);
    on(input, "focus", refresh);
    on(input, "keydown", (event) => onKey(event, now.current, { setActive, setOpen, refresh }));
    if (input.form) {
      on(input.form, "focusout", ({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node && input.form?.contains(relatedTarget))) setOpen(false);
      });
      on(input.form, "submit", () => {
        rememberSearch(input.value);
        setOpen(false);
      });
    }
    if (document.activeElement === input) refresh();
    return () => ending.abort();
  }, [field, refresh]);

  useEffect(() => {
    const input = field.current;
    if (!input) return;
    const state = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": id,
      "aria-expanded": String(shown),
    };
    for (const [name, value] of Object.entries(state)) input.setAttribute(name, value);
    if (shown && active >= 0) input.setAttribute("aria-activedescendant", `${id}-${active}`);
    else input.removeAttribute("aria-activedescendant");
  }, [field, id, shown, active]);

  return { options, active, open: shown, isRecent, choose, refresh };
}

type Shown = {
  options: readonly SearchOption[];
  active: number;
  shown: boolean;
  choose: (option: SearchOption) => void;
};
type Changes = { setActive: (active: number) => void; setOpen: (open: boolean) => void; refresh: () => void };

function onKey(event: KeyboardEvent, { options, active, shown, choose }: Shown, change: Changes): void {
  // The keys are the keyboard's own while it puts a letter together.
  if (event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (shown) change.setActive(stepTo(active, event.key === "ArrowDown" ? 1 : -1, options.length));
    else change.refresh();
  } else if (event.key === "Escape" && shown) {
    event.preventDefault();
    change.setOpen(false);
  } else if (event.key === "Enter" && shown) {
    const option = options[active];
    if (!option) return;
    event.preventDefault();
    choose(option);
  }
}

/** What is offered: searches of before while the field is empty, else what the API finds for its words. */
function useOptions() {
  const api = useApi();
  const [offered, setOffered] = useState<{ options: SearchOption[]; isRecent: boolean }>({
    options: [],
    isRecent: false,
  });
  const running = useRef<AbortController | null>(null);

  const ask = useCallback(
    (q: string) => {
      running.current?.abort();
      if (q === "") {
        const options = recentOptions(recentSearches());
        return setOffered({ options, isRecent: options.length > 0 });
      }
      const current = new AbortController();
      running.current = current;
      const { signal } = current;
      const pause = setTimeout(async () => {
        const result = await suggest(api, q, signal);
        // Without an answer the field is the plain one that it was before.
        if (!signal.aborted)
          setOffered({ options: result.ok ? optionsOf(result.data) : [], isRecent: false });
      }, PAUSE_MS);
      signal.addEventListener("abort", () => clearTimeout(pause));
    },
    [api],
  );
  useEffect(() => () => running.current?.abort(), []);
  return { ...offered, ask };
}

function useChoice(field: RefObject<HTMLInputElement | null>, close: () => void) {
  const router = useRouter();
  const locale = useLocale();
  return (option: SearchOption) => {
    close();
    const input = field.current;
    if (!input) return;
    if ("q" in option) {
      input.value = option.q;
      input.form?.requestSubmit();
      return;
    }
    rememberSearch(input.value);
    input.closest<HTMLElement>("[popover]")?.hidePopover();
    router.push(localePath(locale, option.kind === "product" ? `/p/${option.slug}` : `/c/${option.slug}`));
  };
}
