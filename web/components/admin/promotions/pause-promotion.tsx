"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ErrorSummary } from "@/components/form/error-summary";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { editPromotion } from "@/lib/api/promotions";
import type { StaffPromotion } from "@/lib/api/types";

/** Pauses a promotion, and lets it go on. */
export function PausePromotion({ promotion }: { promotion: StaffPromotion }) {
  const t = useTranslations("adminPromotions");
  const api = useApi();
  const router = useRouter();
  const { busy, errors, change } = useChange({ codes: { STALE_EDIT: t("stale") } });
  const { name, status } = promotion;
  const next = status === "active" ? "paused" : "active";
  const run = () =>
    change({ call: () => editPromotion(api, promotion, { status: next }), after: () => router.refresh() });
  return (
    <>
      <button
        aria-disabled={busy}
        aria-label={t(next === "paused" ? "pauseOf" : "resumeOf", { name })}
        className="inline-flex min-h-11 items-center px-2 whitespace-nowrap text-link"
        onClick={() => void run()}
        type="button"
      >
        {t(next === "paused" ? "pause" : "resume")}
      </button>
      <ErrorSummary errors={errors} labels={{}} />
    </>
  );
}
