import { useFormatter, useTranslations } from "next-intl";
import type { TableImport } from "@/lib/api/types";

type Props = { file: TableImport };

/** How far a committed import is. */
export function ImportProgress({ file }: Props) {
  const t = useTranslations("imports");
  const format = useFormatter();
  const { done, total } = file.progress;
  const figures = { done: format.number(done), total: format.number(total) };
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
