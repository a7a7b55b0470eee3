"use client";

import { useEffect, useRef } from "react";

/** A touch becomes a click at most so much after its end. */
const CLICK_MS = 100;

interface Press {
  readonly ended: Promise<void>;
  readonly end: () => void;
}

function beginPress(): Press {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { ended, end };
}

/**
 * Returns a function that waits until no pointer is pressed. A page that moves under a press makes it a
 * press on something else, and the click is lost.
 */
export function usePress(): () => Promise<void> {
  const press = useRef<Press | null>(null);
  useEffect(() => {
    let ending: ReturnType<typeof setTimeout> | undefined;
    const end = (afterMs: number) => {
      clearTimeout(ending);
      ending = setTimeout(() => {
        press.current?.end();
        press.current = null;
      }, afterMs);
    };
    const down = ({ isPrimary, button }: PointerEvent) => {
      if (!isPrimary || button !== 0) return;
      clearTimeout(ending);
      press.current ??= beginPress();
    };
    const up = ({ isPrimary }: PointerEvent) => {
      if (isPrimary) end(CLICK_MS);
    };
    // A menu or another window may keep the release to itself.
    const over = (event: Event) => {
      if (event.type !== "blur" || event.target === window) end(0);
    };
    const listening = new AbortController();
    const options = { capture: true, signal: listening.signal };
    window.addEventListener("pointerdown", down, options);
    window.addEventListener("pointerup", up, options);
    window.addEventListener("pointercancel", up, options);
    for (const type of ["click", "contextmenu", "blur"]) window.addEventListener(type, over, options);
    return () => {
      listening.abort();
      end(0);
    };
  }, []);
  return async () => press.current?.ended;
}
