"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { leave } from "@/lib/api/account";
import { useApi } from "@/lib/api/browser";
import { forgetVisitor } from "@/lib/forget-visitor";
import { localePath } from "@/lib/paths";
import { useStepUp } from "../auth/step-up";
import { ErrorSummary } from "../form/error-summary";
import { fieldId } from "../form/text-field";
import { useChange } from "../form/use-change";
import { ShopLink } from "../ui/shop-link";

/** @param props.blocked true while the member has open orders */
export function LeaveForm({ blocked }: { blocked: boolean }) {
  const t = useTranslations("account.leave");
  const api = useApi();
  const locale = useLocale();
  const router = useRouter();
  const { guarded, dialog } = useStepUp();
  const { busy, errors, change, setErrors } = useChange({
    fields: { understood: "understood" },
    codes: { LAST_OWNER: t("lastOwner") },
  });

  const go = () =>
    change({
      call: async () => {
        const answer = await guarded(() => leave(api));
        // An order was placed elsewhere in the meantime: the page drawn again shows it.
        if (!answer.ok && answer.problem.code === "OPEN_ORDERS") router.refresh();
        return answer;
      },
      // A new document, so that nothing drawn for the member stays on the screen.
      after: () => {
        forgetVisitor();
        location.replace(localePath(locale, "/account/goodbye"));
      },
    });

  if (blocked) {
    return (
      <ShopLink className="button button-line" href="/account/orders">
        {t("toOrders")}
      </ShopLink>
    );
  }
  return (
    <>
      <form
        className="space-y-5"
        method="post"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (busy) return;
          if (new FormData(event.currentTarget).get("understood") === "on") void go();
          else setErrors({ understood: t("tickFirst") });
        }}
      >
        <ErrorSummary errors={errors} labels={{ understood: t("confirmation") }} />
        <label className="flex min-h-11 items-start gap-3 py-2">
          <input
            aria-describedby={errors.fields.understood && "understood-error"}
            aria-invalid={errors.fields.understood ? true : undefined}
            className="mt-0.5 size-5 shrink-0 accent-ink"
            id={fieldId("understood")}
            name="understood"
            type="checkbox"
          />
          <span>
            {t("understood")}
            {errors.fields.understood && (
              <span className="mt-1 block text-sm font-medium text-accent-deep" id="understood-error">
                {errors.fields.understood}
              </span>
            )}
          </span>
        </label>
        <div className="grid max-w-md grid-cols-2 gap-3">
          <ShopLink className="button button-line px-3!" href="/account">
            {t("stay")}
          </ShopLink>
          <button aria-disabled={busy} className="button button-line px-3!" type="submit">
            {busy ? t("leaving") : t("leave")}
          </button>
        </div>
      </form>
      {dialog}
    </>
  );
}
