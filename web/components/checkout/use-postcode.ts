"use client";

import { type RefObject, useEffect, useRef } from "react";
import { readPostcode } from "@/lib/checkout/form";

/** Tells each whole postcode that the form has: what it starts with, and what the shopper types. */
export function usePostcode(form: RefObject<HTMLFormElement | null>, tell: (postcode: string) => void): void {
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    const fields = form.current;
    if (!fields) return;
    let known: string | null = null;
    const read = () => {
      const postcode = readPostcode(fields);
      if (postcode === null || postcode === known) return;
      known = postcode;
      latest.current(postcode);
    };
    read();
    fields.addEventListener("input", read);
    // A draft, or the browser, fills the form in without an event of the field.
    window.addEventListener("pageshow", read);
    return () => {
      fields.removeEventListener("input", read);
      window.removeEventListener("pageshow", read);
    };
  }, [form]);
}
