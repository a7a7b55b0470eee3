"use client";

import type { Editor } from "@tiptap/react";
import { useTranslations } from "next-intl";
import { useId } from "react";

const LONGEST_ALT = 200;

/** What the chosen picture shows, for those who cannot see it. */
export function AltForm({ editor, alt }: { editor: Editor; alt: string }) {
  const t = useTranslations("products.richText");
  const id = useId();
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line bg-sand px-2 py-2">
      <label className="text-sm font-semibold" htmlFor={id}>
        {t("pictureAlt")}
      </label>
      <input
        aria-describedby={`${id}-hint`}
        autoComplete="off"
        className="field min-w-48 flex-1"
        id={id}
        maxLength={LONGEST_ALT}
        onChange={({ target }) => editor.commands.updateAttributes("picture", { alt: target.value })}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== "Escape") return;
          event.preventDefault();
          editor.commands.focus();
        }}
        value={alt}
      />
      <button
        className="button button-line min-h-11 px-4"
        onClick={() => editor.chain().focus().deleteSelection().run()}
        type="button"
      >
        {t("pictureRemove")}
      </button>
      <p className="w-full text-sm text-soft" id={`${id}-hint`}>
        {t("pictureAltHint")}
      </p>
    </div>
  );
}
