"use client";

import { type RefObject, useEffect } from "react";
import { type DraftOwner, dropRestoredValues, recallValues, rememberValues } from "@/lib/checkout/draft";
import { readCheckout } from "@/lib/checkout/form";
import { visitorMark } from "@/lib/visitor-mark";

/** Keeps the typed values of the form for its owner, in this tab. */
export function useDraft(form: RefObject<HTMLFormElement | null>, owner: DraftOwner): void {
  useEffect(() => {
    const fields = form.current;
    if (!fields) return;
    let typed = false;
    const type = () => {
      typed = true;
    };
    const fill = () => {
      if (typed) return;
      dropRestoredValues(fields);
      recallValues(fields, sessionStorage, owner);
    };
    fill();
    // A script can be here before the document: then the browser restores the form after it.
    fields.addEventListener("input", type);
    if (document.readyState !== "complete") window.addEventListener("pageshow", fill, { once: true });
    const mark = visitorMark();
    const keep = () => {
      // The page is left because its visitor has left.
      if (visitorMark() === mark) rememberValues(sessionStorage, owner, readCheckout(new FormData(fields)));
    };
    window.addEventListener("pagehide", keep);
    return () => {
      window.removeEventListener("pagehide", keep);
      window.removeEventListener("pageshow", fill);
      fields.removeEventListener("input", type);
    };
  }, [form, owner]);
}
