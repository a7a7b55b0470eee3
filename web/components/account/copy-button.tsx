"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";

/** Confirms the copy. Where the browser refuses to copy, asks the member to select the text by hand. */
export function CopyButton({ text, children }: { text: string; children: string }) {
  const t = useTranslations("account.form");
  const [result, setResult] = useState<"copied" | "notCopied" | null>(null);

  const copy = async () => {
    // Browsers have no clipboard API without https.
    const copied = navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    setResult((await copied) ? "copied" : "notCopied");
  };

  return (
    <span className="inline-flex items-center gap-2">
      <button
        className="inline-flex min-h-11 items-center text-[0.9375rem] text-link"
        onClick={() => void copy()}
        type="button"
      >
        {children}
      </button>
      <span className="text-sm text-soft" role="status">
        {result && t(result)}
      </span>
    </span>
  );
}
