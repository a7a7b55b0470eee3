"use client";

import { useTranslations } from "next-intl";
import { askVerification } from "@/lib/api/account";
import { useApi } from "@/lib/api/browser";
import { Notice, Refusal } from "../form/notice";
import { useChange } from "../form/use-change";
import { Icon } from "../ui/icon";

/** The e-mail address is not verified: what that means, and a button for another mail. */
export function UnverifiedNotice({ email }: { email: string }) {
  const t = useTranslations("account.unverified");
  const api = useApi();
  const { busy, notice, errors, change } = useChange();
  return (
    <section aria-labelledby="unverified" className="mt-6 rounded-lg bg-accent-wash p-5">
      <h2 className="flex items-center gap-2 font-bold text-accent-deep" id="unverified">
        <Icon className="shrink-0" name="alert" size={20} />
        {t("title")}
      </h2>
      <p className="mt-1.5 text-[0.9375rem]">{t("text", { email })}</p>
      <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <button
          aria-disabled={busy}
          className="button button-line min-h-11! px-4! text-[0.9375rem]"
          onClick={() => void change({ call: () => askVerification(api), done: t("sent") })}
          type="button"
        >
          {busy ? t("sending") : t("again")}
        </button>
        <Notice text={notice} />
        <Refusal text={errors.failure} />
      </div>
    </section>
  );
}
