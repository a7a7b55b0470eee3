"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { flushSync } from "react-dom";
import { useChange } from "@/components/form/use-change";
import { movedTo, withChanged } from "@/lib/admin/products/pictures";
import { useApi } from "@/lib/api/browser";
import { deletePicture, editPicture } from "@/lib/api/products";
import type { StaffPicture, StaffPictureEdit } from "@/lib/api/types";
import { uploadPicture } from "@/lib/api/upload-picture";

/** What is being sent. */
export type UploadProgress = { name: string; done: number; count: number; share: number };

/** The pictures of a product. Each change is saved at once, one after the other. */
export function usePictures(productId: string, stored: readonly StaffPicture[]) {
  const t = useTranslations("products.pictures");
  const api = useApi();
  const [pictures, setPictures] = useState(stored);
  const state = useChange();

  const move = (id: string, to: number, button: HTMLElement) =>
    state.change({
      call: () => editPicture(api, productId, id, { position: to }),
      done: t("moved", { number: to + 1, count: pictures.length }),
      after: () => {
        flushSync(() => setPictures(movedTo(pictures, id, to)));
        // The element loses the focus where it moves in the page.
        button.focus();
      },
    });
  const edit = (id: string, change: StaffPictureEdit) =>
    state.change({
      call: () => editPicture(api, productId, id, change),
      done: t("saved"),
      after: (changed) => setPictures(withChanged(pictures, changed)),
    });
  const remove = (id: string) =>
    state.change({
      call: () => deletePicture(api, productId, id),
      done: t("deleted"),
      after: () => setPictures(pictures.filter((each) => each.id !== id)),
    });
  const add = (picture: readonly StaffPicture[]) => setPictures((all) => [...all, ...picture]);
  return { pictures, state, move, edit, remove, add };
}

export type PictureList = ReturnType<typeof usePictures>;

/** Uploads files one by one. What the API refuses is listed, and the others are uploaded all the same. */
export function useUpload(productId: string, add: (pictures: readonly StaffPicture[]) => void) {
  const t = useTranslations("products.pictures");
  const unsure = useTranslations("form")("unsure");
  const locale = useLocale();
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const [notice, setNotice] = useState<string | null>(null);

  async function upload(files: readonly File[]): Promise<void> {
    if (progress || files.length === 0) return;
    setRefused([]);
    setNotice(null);
    let added = 0;
    for (const [done, file] of files.entries()) {
      const shown = { name: file.name, done: done + 1, count: files.length };
      setProgress({ ...shown, share: 0 });
      const onProgress = (share: number) => setProgress({ ...shown, share });
      const result = await uploadPicture({ productId, file, locale, onProgress });
      if (result.ok) {
        add(result.data);
        added += 1;
        continue;
      }
      const { errors, title } = result.problem;
      const reason = errors?.[0]?.message ?? (result.problem.status === 0 ? unsure : title || unsure);
      setRefused((all) => [...all, t("failed", { name: file.name, reason })]);
    }
    setProgress(null);
    if (added > 0) setNotice(t("added", { count: added }));
  }
  return { upload, progress, refused, notice };
}
