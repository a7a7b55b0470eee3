"use client";

import { useEffect } from "react";
import { forgetTab } from "@/lib/forget-tab";
import { onOtherVisitor, visitorMark } from "@/lib/visitor-mark";

/**
 * Loads the page again when another visitor has signed in or out since it was drawn: in another tab, or while
 * the page lay in the browser's history. Nothing of the former visitor stays on the screen or in the tab.
 */
export function VisitorGuard() {
  useEffect(() => {
    const drawnFor = visitorMark();
    const look = () => {
      if (visitorMark() === drawnFor) return;
      forgetTab();
      window.location.reload();
    };
    const shown = (event: PageTransitionEvent) => {
      if (event.persisted) look();
    };
    window.addEventListener("pageshow", shown);
    const stop = onOtherVisitor(look);
    return () => {
      window.removeEventListener("pageshow", shown);
      stop();
    };
  }, []);
  return null;
}
