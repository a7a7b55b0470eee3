"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Notice } from "@/components/form/notice";
import type { StaffPicture } from "@/lib/api/types";
import { useUpload } from "./use-pictures";

type Props = { productId: string; add: (pictures: readonly StaffPicture[]) => void };

/** Takes pictures by a button, or dropped upon it. */
export function PictureUpload({ productId, add }: Props) {
  const t = useTranslations("products.pictures");
  const { upload, progress, refused, notice } = useUpload(productId, add);
  const [isOver, setOver] = useState(false);
  return (
    <div className="space-y-3">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard */}
      <div
        className={clsx(
          "rounded-md border-2 border-dashed p-5 text-center",
          isOver ? "border-ink bg-sand" : "border-edge",
        )}
        onDragLeave={() => setOver(false)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void upload([...event.dataTransfer.files]);
        }}
      >
        <label className="button button-line focus-within:outline-2 focus-within:outline-offset-2">
          {t("choose")}
          <input
            accept="image/jpeg,image/png,image/webp,image/gif,image/avif"
            className="sr-only"
            multiple
            onChange={({ target }) => {
              void upload([...(target.files ?? [])]);
              // The same file may be chosen again.
              target.value = "";
            }}
            type="file"
          />
        </label>
        <p className="mt-3 text-sm text-soft">{t("drop")}</p>
      </div>
      {progress && (
        <div>
          <p className="mb-1 text-sm" id="upload-progress" role="status">
            {t("uploading", progress)}
          </p>
          <progress aria-labelledby="upload-progress" className="w-full accent-ink" value={progress.share} />
        </div>
      )}
      <Notice text={notice} />
      <div className="space-y-1 text-[0.9375rem] font-medium text-accent-deep" role="alert">
        {refused.map((text) => (
          <p key={text}>{text}</p>
        ))}
      </div>
    </div>
  );
}
