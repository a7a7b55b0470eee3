"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { leave } from "@/lib/account/calls";
import { useApi } from "@/lib/api/browser";
import { localePath } from "@/lib/paths";
import { forgetVisitor } from "@/lib/session/sign-out";
import { FormErrors } from "../session/form-errors";
import { useStepUp } from "../session/step-up";
import { ShopLink } from "../ui/shop-link";
import { fieldId } from "../ui/text-field";
import { useChange } from "./use-change";

/** @param props.blocked while orders are under way */
export function LeaveForm({ blocked }: { blocked: boolean }) {
  const t = useTranslations("account.leave");
  const api = useApi();
  const locale = useLocale();
  const router = useRouter();
  const { guarded, dialog } = useStepUp();
  const { busy, trouble, change, complain } = useChange({
    fields: { understood: "understood" },
    codes: { LAST_OWNER: t("lastOwner") },
  });

  const go = () =>
    change({
      call: async () => {
        const answer = await guarded(() => leave(api));
        // An order placed elsewhere in the meantime: the page drawn anew shows it.
        if (!answer.ok && answer.problem.code === "OPEN_ORDERS") router.refresh();
        return answer;
      },
      // A new document: nothing that was drawn for the member is left on the screen.
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
          else complain({ understood: t("tickFirst") });
        }}
      >
        <FormErrors labels={{ understood: t("confirmation") }} trouble={trouble} />
        <label className="flex min-h-11 items-start gap-3 py-2">
          <input
            aria-describedby={trouble.errors.understood && "understood-error"}
            aria-invalid={trouble.errors.understood ? true : undefined}
            className="mt-0.5 size-5 shrink-0 accent-ink"
            id={fieldId("understood")}
            name="understood"
            type="checkbox"
          />
          <span>
            {t("understood")}
            {trouble.errors.understood && (
              <span className="mt-1 block text-sm font-medium text-accent-deep" id="understood-error">
                {trouble.errors.understood}
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
