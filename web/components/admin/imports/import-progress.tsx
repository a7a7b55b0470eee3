import { useLocale, useTranslations } from "next-intl";
import type { TableImport } from "@/lib/api/types";
import { formatCount } from "@/lib/money";

type Props = { file: TableImport };

/** How far a committed import is. */
export function ImportProgress({ file }: Props) {
  const t = useTranslations("imports");
  const locale = useLocale();
  const { done, total } = file.progress;
  const figures = { done: formatCount(done, locale), total: formatCount(total, locale) };
  return (
    <div>
      <p className="mb-2 font-medium" id="import-progress" role="status">
        {t(
          `progress.${file.status === "done" || file.status === "failed" ? file.status : "running"}`,
          figures,
        )}
      </p>
      <progress
        aria-labelledby="import-progress"
        className="w-full accent-ink"
        max={Math.max(total, 1)}
        value={done}
      />
    </div>
  );
}
