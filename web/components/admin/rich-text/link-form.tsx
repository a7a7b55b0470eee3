"use client";

import type { Editor } from "@tiptap/react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useId, useState } from "react";
import { linkOf } from "@/lib/admin/products/link-of";

/** The address of the chosen words. It stands in another form, so it is none of its own. */
export function LinkForm({ editor, close }: { editor: Editor; close: () => void }) {
  const t = useTranslations("products.richText");
  const id = useId();
  const before = String(editor.getAttributes("link").href ?? "");
  const [typed, setTyped] = useState(before);
  const [wrong, setWrong] = useState(false);

  function apply(): void {
    const href = linkOf(typed);
    setWrong(href === null);
    if (href === null) return;
    const chain = editor.chain().focus().extendMarkRange("link");
    // Without chosen words the address itself is the text.
    if (editor.state.selection.empty && before === "")
      chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run();
    else chain.setLink({ href }).run();
    close();
  }
  function remove(): void {
    editor.chain().focus().extendMarkRange("link").unsetLink().run();
    close();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape") close();
    if (event.key !== "Enter") return;
    event.preventDefault();
    apply();
  }
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line bg-sand px-2 py-2">
      <label className="text-sm font-semibold" htmlFor={id}>
        {t("linkAddress")}
      </label>
      <input
        aria-describedby={wrong ? `${id}-error` : undefined}
        aria-invalid={wrong || undefined}
        autoCapitalize="none"
        autoComplete="off"
        className="field min-w-48 flex-1"
        id={id}
        inputMode="url"
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
        placeholder="https://"
        spellCheck={false}
        value={typed}
      />
      <button className="button button-ink min-h-11 px-4" onClick={apply} type="button">
        {t("linkApply")}
      </button>
      {before !== "" && (
        <button className="button button-line min-h-11 px-4" onClick={remove} type="button">
          {t("linkRemove")}
        </button>
      )}
      {wrong && (
        <p className="w-full text-sm font-medium text-accent-deep" id={`${id}-error`} role="alert">
          {t("linkWrong")}
        </p>
      )}
    </div>
  );
}
