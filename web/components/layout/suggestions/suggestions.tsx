"use client";

import { useLocale } from "next-intl";
import { type RefObject, useId } from "react";
import { forgetSearches } from "@/lib/search/recent";
import { SuggestionOption } from "./suggestion-option";
import { useSuggestions } from "./use-suggestions";

export type SuggestionWords = {
  recent: string;
  clear: string;
  label: string;
  category: string;
  /** With "#" for the number. */
  count: string;
};

export type SuggestionsProps = { field: RefObject<HTMLInputElement | null>; words: SuggestionWords };

/** In the sheet of a phone it makes the sheet longer. */
const PANEL =
  "mt-2 overflow-hidden rounded-lg border border-line bg-white " +
  "md:absolute md:inset-x-0 md:top-full md:shadow-lg";

/**
 * What a search field offers, as the list of an ARIA combobox. The focus stays in the field; arrow keys
 * choose, Enter opens, Escape closes.
 */
export function Suggestions({ field, words }: SuggestionsProps) {
  const id = useId();
  const locale = useLocale();
  const { options, active, open, isRecent, choose, refresh } = useSuggestions(field, id);
  return (
    <>
      <p className="sr-only" role="status">
        {open && options.length > 0 && words.count.replace("#", String(options.length))}
      </p>
      <div className={PANEL} hidden={!open}>
        {isRecent && (
          <div className="flex items-center justify-between pl-4 text-[0.8125rem] text-soft">
            {words.recent}
            <button
              className="min-h-11 px-4 hover:text-ink"
              onClick={() => {
                forgetSearches();
                refresh();
              }}
              type="button"
            >
              {words.clear}
            </button>
          </div>
        )}
        <div aria-label={isRecent ? words.recent : words.label} id={id} role="listbox">
          {options.map((option, at) => (
            <SuggestionOption
              active={at === active}
              category={words.category}
              choose={() => choose(option)}
              id={`${id}-${at}`}
              key={option.key}
              locale={locale}
              option={option}
            />
          ))}
        </div>
      </div>
    </>
  );
}
