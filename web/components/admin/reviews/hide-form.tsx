"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ChangeForm } from "@/components/form/change-form";
import { TextField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { hideItem, type ModeratedItem, showItem } from "@/lib/api/reviews";

/** Hides with a reason, or shows again. Opened when it is wanted. */
export function HideForm({ item, hidden }: { item: ModeratedItem; hidden: boolean }) {
  const t = useTranslations("adminReviews");
  const api = useApi();
  const router = useRouter();
  const name = `reason-${item.id}`;
  const state = useChange({ fields: { reason: name }, codes: { STALE_EDIT: t("stale") } });
  const reasonOf = (values: FormData) => String(values.get(name) ?? "").trim();
  return (
    <details>
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-[0.9375rem] text-link">
        {hidden ? t("show") : t("hide")}
      </summary>
      <ChangeForm
        check={(values) => (reasonOf(values) === "" ? { [name]: t("reasonMissing") } : {})}
        labels={{ [name]: t("reason") }}
        send={(values, form) =>
          state.change({
            call: async () => {
              const call = hidden ? showItem : hideItem;
              const done = await call(api, item, reasonOf(values));
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
        submit={hidden ? t("show") : t("hide")}
      >
        <TextField
          error={state.errors.fields[name]}
          hint={t("reasonHint")}
          label={t("reason")}
          maxLength={200}
          name={name}
        />
      </ChangeForm>
    </details>
  );
}
