"use client";

import { useEffect, useRef } from "react";

/**
 * Runs `callback` when the browser shows this page again as it was, e.g. after a step back from the payment
 * window.
 */
export function useReturned(callback: () => void): void {
  const latest = useRef(callback);
  useEffect(() => {
    latest.current = callback;
  });
  useEffect(() => {
    const shown = (event: PageTransitionEvent) => {
      if (event.persisted) latest.current();
    };
    window.addEventListener("pageshow", shown);
    return () => window.removeEventListener("pageshow", shown);
  }, []);
}
