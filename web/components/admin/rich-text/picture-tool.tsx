"use client";

import type { Editor } from "@tiptap/react";
import { useLocale, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { uploadDescriptionPictures } from "@/lib/api/description-pictures";
import { Tool } from "./tool";

/** Uploads files, and puts them behind the cursor. `tell` gets what went wrong; null: nothing. */
export function PictureTool({ editor, tell }: { editor: Editor; tell: (text: string | null) => void }) {
  const t = useTranslations("products.richText");
  const locale = useLocale();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);

  async function add(files: readonly File[]): Promise<void> {
    setBusy(true);
    tell(null);
    const result = await uploadDescriptionPictures(files, locale);
    setBusy(false);
    if (!result.ok) return tell(result.problem.errors?.[0]?.message ?? t("pictureFailed"));
    const nodes = result.data.pictures.map(({ src }) => ({ type: "picture", attrs: { src, alt: "" } }));
    const { to } = editor.state.selection;
    editor.chain().focus().insertContentAt(to, nodes).run();
  }
  return (
    <>
      <Tool disabled={busy} name={t("picture")} run={() => input.current?.click()}>
        {busy ? t("pictureBusy") : t("pictureSign")}
      </Tool>
      <input
        accept="image/jpeg,image/png,image/webp,image/gif,image/avif"
        aria-label={t("pictureFiles")}
        className="sr-only"
        multiple
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          target.value = "";
          if (files.length > 0) void add(files);
        }}
        ref={input}
        tabIndex={-1}
        type="file"
      />
    </>
  );
}
