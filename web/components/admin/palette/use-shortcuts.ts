"use client";

import { useRouter } from "next/navigation";
import { useLocale } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { letters } from "@/lib/admin/commands";
import { localePath } from "@/lib/paths";

const OFF = "jangteo.letters-off";
/** "g" waits this long for its letter. */
const WAIT_MS = 1_500;

type Doors = { openPalette: () => void; openSheet: () => void; paths: readonly string[] };

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));

/**
 * The keys of the back office. Those without Ctrl or ⌘ can be turned off: speech control and shaking hands
 * press letters without meaning to.
 */
export function useShortcuts({ openPalette, openSheet, paths }: Doors) {
  const router = useRouter();
  const locale = useLocale();
  const [lettersOn, setLettersOn] = useState(true);
  const gPressedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => setLettersOn(localStorage.getItem(OFF) === null), []);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { key, target, isComposing } = event;
      if (isComposing || event.altKey) return;
      if (event.ctrlKey || event.metaKey) {
        if (key.toLowerCase() !== "k") return;
        event.preventDefault();
        openPalette();
        return;
      }
      if (!lettersOn || isTyping(target) || document.querySelector("dialog[open]")) return;
      // When it was pressed, not when the page had time for it.
      const path = event.timeStamp - gPressedAt.current < WAIT_MS ? letters[key] : undefined;
      gPressedAt.current = key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (path && paths.includes(path)) router.push(localePath(locale, path));
      else if (key === "?") openSheet();
      else if (key === "/") focusSearch(event);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [lettersOn, openPalette, openSheet, paths, router, locale]);

  const turnLetters = (on: boolean) => {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    setLettersOn(on);
  };
  return { lettersOn, turnLetters };
}

/** To the first search field of the page. */
function focusSearch(event: KeyboardEvent): void {
  const field = document.querySelector<HTMLInputElement>("main input[type=search]");
  if (!field) return;
  event.preventDefault();
  field.focus();
}
