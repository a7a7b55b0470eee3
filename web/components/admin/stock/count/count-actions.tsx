import { useTranslations } from "next-intl";
import { AskFirst, Question } from "@/components/admin/frame/ask-first";
import { Refusal } from "@/components/form/notice";
import { TextField } from "@/components/form/text-field";
import type { useSaving } from "./use-saving";

type Props = {
  /** Rows. */
  count: number;
  locked: boolean;
  reason: string;
  changeReason: (reason: string) => void;
  saving: ReturnType<typeof useSaving>;
  discard: () => void;
};

/** Saves what was counted, or sends again what has no answer yet. */
export function CountActions({ count, locked, reason, changeReason, saving, discard }: Props) {
  const t = useTranslations("stockTake");
  const { busy, failure, save } = saving;
  return (
    <div className="space-y-3">
      {count > 0 && !locked && (
        <div className="max-w-lg">
          <TextField
            hint={t("reasonHint")}
            label={t("reason")}
            maxLength={200}
            name="reason"
            onChange={({ currentTarget }) => changeReason(currentTarget.value)}
            value={reason}
          />
        </div>
      )}
      <Refusal text={locked && !busy ? t("unfinished") : null} />
      <Refusal text={failure} />
      {count > 0 && (
        <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
          <button
            aria-disabled={busy}
            className="button button-ink min-w-32"
            onClick={() => void save()}
            type="button"
          >
            {busy ? t("saving") : t(locked ? "again" : "save")}
          </button>
          <p className="text-[0.9375rem] text-soft">{t("rows", { count })}</p>
          {!locked && (
            <AskFirst label={t("discard")} title={t("discardTitle")}>
              {(close) => (
                <Question
                  no={{ label: t("discardNo"), act: close }}
                  text={t("discardText")}
                  title={t("discardTitle")}
                  yes={{
                    label: t("discardYes"),
                    act: async () => {
                      close();
                      discard();
                    },
                  }}
                />
              )}
            </AskFirst>
          )}
        </div>
      )}
    </div>
  );
}
