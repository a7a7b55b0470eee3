"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";

/** Says when it has copied; where the browser does not let it, that the text is to be selected by hand. */
export function CopyButton({ text, children }: { text: string; children: string }) {
  const t = useTranslations("account.form");
  const [said, setSaid] = useState<"copied" | "notCopied" | null>(null);

  const copy = async () => {
    // Without https there is no clipboard.
    const copied = navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    setSaid((await copied) ? "copied" : "notCopied");
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
        {said && t(said)}
      </span>
    </span>
  );
}
