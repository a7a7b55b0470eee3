import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { TextField } from "@/components/form/text-field";
import { Icon } from "@/components/ui/icon";
import type { Miss } from "./find-stock";

type Props = {
  field: RefObject<HTMLInputElement | null>;
  said: string | null;
  misses: readonly Miss[];
  scan: (typed: string) => void;
  forget: (sku: string) => void;
};

/** A scanner fills the field, which keeps the focus. What was not found stays until it is dismissed. */
export function ScanField({ field, said, misses, scan, forget }: Props) {
  const t = useTranslations("stockTake");
  const leave = (sku: string) => {
    forget(sku);
    field.current?.focus();
  };
  return (
    <div className="space-y-3">
      <form
        className="grid grid-cols-[1fr_auto] items-start gap-3"
        method="post"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const input = field.current;
          if (!input) return;
          scan(input.value);
          input.value = "";
          input.focus();
        }}
      >
        <TextField
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          autoFocus
          enterKeyHint="done"
          hint={t("scanHint")}
          label={t("scan")}
          maxLength={80}
          name="scan"
          ref={field}
          spellCheck={false}
        />
        <button className="button button-line mt-7.5 min-h-12" type="submit">
          {t("add")}
        </button>
      </form>
      <p className="min-h-6 text-[0.9375rem] font-medium" role="status">
        {said}
      </p>
      {misses.length > 0 && <Misses forget={leave} misses={misses} scan={scan} />}
    </div>
  );
}

type MissesProps = Pick<Props, "misses" | "scan" | "forget">;

function Misses({ misses, scan, forget }: MissesProps) {
  const t = useTranslations("stockTake");
  return (
    <ul aria-label={t("missed")} className="space-y-2">
      {misses.map(({ sku, reason, matches }) => (
        <li className="rounded-md bg-accent-wash px-4 py-2 text-accent-deep" key={sku}>
          <p className="flex items-center gap-2 text-[0.9375rem] font-medium wrap-anywhere">
            <Icon className="shrink-0" name="alert" size={18} />
            <span className="flex-1">{t(`misses.${reason}`, { sku })}</span>
            <button
              aria-label={t("dismissOf", { sku })}
              className="min-h-11 shrink-0 px-2 underline underline-offset-4"
              onClick={() => forget(sku)}
              type="button"
            >
              {t("dismiss")}
            </button>
          </p>
          {matches.length > 0 && (
            <p className="flex flex-wrap items-center gap-2 pb-1 text-sm">
              {t("meant")}
              {matches.map((match) => (
                <button
                  className="button button-line min-h-11 px-4 text-sm"
                  key={match}
                  onClick={() => {
                    scan(match);
                    forget(sku);
                  }}
                  type="button"
                >
                  {match}
                </button>
              ))}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
