"use client";

import { useEffect, useRef } from "react";

/** A touch becomes a click at most so much after its end. */
const CLICK_MS = 100;

/**
 * Returns a function that waits until no pointer is pressed. A page that moves under a press makes it a
 * press on something else, and the click is lost.
 */
export function usePress(): () => Promise<void> {
  const press = useRef<PromiseWithResolvers<void> | null>(null);
  useEffect(() => {
    let ending: ReturnType<typeof setTimeout> | undefined;
    const end = (afterMs: number) => {
      clearTimeout(ending);
      ending = setTimeout(() => {
        press.current?.resolve();
        press.current = null;
      }, afterMs);
    };
    const handlers = {
      pointerdown: () => {
        clearTimeout(ending);
        press.current ??= Promise.withResolvers();
      },
      pointerup: () => end(CLICK_MS),
      pointercancel: () => end(CLICK_MS),
      click: () => end(0),
    };
    const listened = Object.entries(handlers);
    for (const [type, handler] of listened) window.addEventListener(type, handler, true);
    return () => {
      for (const [type, handler] of listened) window.removeEventListener(type, handler, true);
      end(0);
    };
  }, []);
  return async () => press.current?.promise;
}
