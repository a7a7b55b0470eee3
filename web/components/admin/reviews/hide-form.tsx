"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { hideItem, type ModeratedItem, showItem } from "@/lib/api/reviews";
import { ReasonForm } from "../frame/reason-form";

/** Hides with a reason, or shows again. Opened when it is wanted. */
export function HideForm({ item, hidden }: { item: ModeratedItem; hidden: boolean }) {
  const t = useTranslations("adminReviews");
  const api = useApi();
  const router = useRouter();
  const name = `reason-${item.id}`;
  const state = useChange({ fields: { reason: name }, codes: { STALE_EDIT: t("stale") } });
  return (
    <ReasonForm
      action={hidden ? t("show") : t("hide")}
      hint={t("reasonHint")}
      label={t("reason")}
      missing={t("reasonMissing")}
      name={name}
      send={(reason, form) =>
        state.change({
          call: async () => {
            const call = hidden ? showItem : hideItem;
            const done = await call(api, item, reason);
            if (!done.ok && done.problem.code === "STALE_EDIT") router.refresh();
            return done;
          },
          done: hidden ? t("shownDone") : t("hiddenDone"),
          after: () => {
            form.reset();
            router.refresh();
          },
        })
      }
      state={state}
    />
  );
}
