import { useTranslations } from "next-intl";
import { type ExportKind, exportFormats, exportPath } from "@/lib/admin/imports/kinds";

type Props = { kinds: readonly ExportKind[] };

/** Files of what the shop has. They can be edited and imported again. */
export function ExportLinks({ kinds }: Props) {
  const t = useTranslations("imports");
  return (
    <ul className="divide-y divide-line">
      {kinds.map((kind) => (
        <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5" key={kind}>
          <span>{t(`kinds.${kind}`)}</span>
          <span className="flex gap-2">
            {exportFormats.map((format) => (
              <a
                aria-label={t("download", { kind: t(`kinds.${kind}`), format: format.toUpperCase() })}
                className="button button-line"
                download
                href={exportPath(kind, format)}
                key={format}
              >
                {format.toUpperCase()}
              </a>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}
