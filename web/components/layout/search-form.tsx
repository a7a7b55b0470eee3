"use client";

import clsx from "clsx";
import { useSearchParams } from "next/navigation";
import { type ComponentType, type FormEvent, useRef, useState } from "react";
import { pageMark } from "@/lib/page-turn";
import { Icon } from "../ui/icon";
import type { SuggestionsProps, SuggestionWords } from "./suggestions/suggestions";

type Props = {
  action: string;
  label: string;
  placeholder: string;
  submit: string;
  suggestions: SuggestionWords;
  focused?: boolean;
};

function closeSheet(event: FormEvent<HTMLFormElement>): void {
  event.currentTarget.closest<HTMLElement>("[popover]")?.hidePopover();
}

/**
 * Keeps the search words in the field. Works as a plain form before the script is loaded; what suggests words
 * is loaded when the field is first used.
 */
export function SearchForm({ action, label, placeholder, submit, suggestions, focused = false }: Props) {
  const searched = useSearchParams().get("q") ?? "";
  const input = useRef<HTMLInputElement>(null);
  const [Panel, setPanel] = useState<ComponentType<SuggestionsProps> | null>(null);
  const load = async () => {
    const { Suggestions } = await import("./suggestions/suggestions");
    setPanel(() => Suggestions);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: the form itself is the landmark, in no other element
    <form {...pageMark()} action={action} className="relative w-full" onSubmit={closeSheet} role="search">
      <input
        aria-label={label}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: only in the sheet, which opens for typing
        autoFocus={focused}
        className={clsx(
          "h-11 w-full appearance-none rounded-full border border-transparent bg-sand pr-12 pl-5 text-base",
          "placeholder:text-soft hover:border-line focus:bg-white md:text-[0.9375rem]",
        )}
        defaultValue={searched}
        enterKeyHint="search"
        key={searched}
        maxLength={100}
        name="q"
        onFocus={Panel ? undefined : load}
        placeholder={placeholder}
        ref={input}
        type="search"
      />
      <button
        aria-label={submit}
        className="absolute top-0 right-0 grid h-11 w-12 place-items-center rounded-full text-ink"
        type="submit"
      >
        <Icon name="search" />
      </button>
      {Panel && <Panel field={input} key={`for ${searched}`} words={suggestions} />}
    </form>
  );
}
