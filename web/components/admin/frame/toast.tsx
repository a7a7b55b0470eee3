"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";

/** What was done last, with the way back where there is one; or why it was not done. */
export type Outcome = { text: string; undo?: () => void; failed?: true };

type Props = { outcome: Outcome | null; dismiss: () => void };

/** Stays until the next change: staff need not hurry to take something back. Needs the words `toast`. */
export function Toast({ outcome, dismiss }: Props) {
  const t = useTranslations("toast");
  return (
    <div className="pointer-events-none fixed inset-x-4 bottom-4 z-40 flex justify-center">
      {/* It stays mounted while empty, so that screen readers announce the change. */}
      <div role={outcome?.failed ? "alert" : "status"}>
        {outcome && (
          <div
            className={clsx(
              "pointer-events-auto flex max-w-2xl items-center gap-3 rounded-lg py-1.5 pr-1.5 pl-4 shadow-lg",
              "text-[0.9375rem]",
              outcome.failed ? "bg-accent-wash text-accent-deep" : "bg-ink text-white",
            )}
          >
            <Icon className="shrink-0" name={outcome.failed ? "alert" : "check"} size={18} />
            <span className="min-w-0 py-1.5">{outcome.text}</span>
            {outcome.undo && (
              <button
                className="min-h-11 shrink-0 rounded-md px-3 font-bold underline underline-offset-4"
                onClick={outcome.undo}
                type="button"
              >
                {t("undo")}
              </button>
            )}
            <button
              aria-label={t("close")}
              className="grid size-11 shrink-0 place-items-center rounded-md"
              onClick={dismiss}
              type="button"
            >
              <Icon name="close" size={16} />
            </button>
          </div>
        )}
      </div>
    </div>
  );
}
