"use client";

import { useTranslations } from "next-intl";
import { useApi } from "@/lib/api/browser";
import { editPromotion } from "@/lib/api/promotions";
import type { StaffPromotion } from "@/lib/api/types";
import { EditButton } from "../frame/edit-button";

/** Pauses a promotion, and lets it go on. */
export function PausePromotion({ promotion }: { promotion: StaffPromotion }) {
  const t = useTranslations("adminPromotions");
  const api = useApi();
  const { name, status } = promotion;
  const next = status === "active" ? "paused" : "active";
  return (
    <EditButton
      edit={() => editPromotion(api, promotion, { status: next })}
      label={t(next === "paused" ? "pause" : "resume")}
      name={t(next === "paused" ? "pauseOf" : "resumeOf", { name })}
      stale={t("stale")}
    />
  );
}
