"use client";

import clsx from "clsx";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type ChangeEvent, type DragEvent, useState } from "react";
import { Refusal } from "@/components/form/notice";
import { uploadTable } from "@/lib/api/imports";
import type { ImportKind } from "@/lib/api/types";
import { localePath } from "@/lib/paths";

type Props = { kinds: readonly ImportKind[] };

/** Takes a file by a button, or dropped upon it, and leads to its import. */
export function ImportUpload({ kinds }: Props) {
  const t = useTranslations("imports");
  const { upload, progress, refusal } = useTableUpload();
  const [kind, setKind] = useState<ImportKind>(kinds[0] ?? "products");
  const [isOver, setOver] = useState(false);

  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    void upload(kind, [...(target.files ?? [])]);
    // The same file may be chosen again.
    target.value = "";
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void upload(kind, [...event.dataTransfer.files]);
  };
  return (
    <div className="space-y-4">
      <fieldset className="flex flex-wrap gap-x-5 gap-y-1">
        <legend className="mb-1 font-semibold">{t("kind")}</legend>
        {kinds.map((each) => (
          <label className="inline-flex min-h-11 items-center gap-2" key={each}>
            <input
              checked={each === kind}
              className="size-5 accent-ink"
              name="kind"
              onChange={() => setKind(each)}
              type="radio"
              value={each}
            />
            {t(`kinds.${each}`)}
          </label>
        ))}
      </fieldset>
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
        onDrop={drop}
      >
        <label className="button button-line focus-within:outline-2 focus-within:outline-offset-2">
          {t("choose")}
          <input
            accept=".csv,.tsv,.txt,.xlsx"
            className="sr-only"
            disabled={progress !== null}
            onChange={choose}
            type="file"
          />
        </label>
        <p className="mt-3 text-sm text-soft">{t("drop")}</p>
      </div>
      {progress && (
        <div>
          <p className="mb-1 text-sm" id="import-upload" role="status">
            {t(progress.share < 1 ? "uploading" : "reading", { name: progress.name })}
          </p>
          <progress aria-labelledby="import-upload" className="w-full accent-ink" value={progress.share} />
        </div>
      )}
      <Refusal text={refusal} />
    </div>
  );
}

function useTableUpload() {
  const t = useTranslations("imports");
  const form = useTranslations("form");
  const locale = useLocale();
  const router = useRouter();
  const [progress, setProgress] = useState<{ name: string; share: number } | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function upload(kind: ImportKind, [file]: readonly File[]): Promise<void> {
    if (progress || !file) return;
    const { name } = file;
    setRefusal(null);
    setProgress({ name, share: 0 });
    const result = await uploadTable({
      kind,
      file,
      locale,
      onProgress: (share) => setProgress({ name, share }),
    });
    if (result.ok) return router.push(localePath(locale, `/admin/imports/${result.data.id}`));
    setProgress(null);
    const { errors, title, status } = result.problem;
    const reason = status === 413 ? t("tooLarge") : (errors?.[0]?.message ?? (title || form("unsure")));
    setRefusal(t("refused", { name, reason }));
  }
  return { upload, progress, refusal };
}
