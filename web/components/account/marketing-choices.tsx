"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { isMarketing, type MarketingCode, marketingChoice } from "@/lib/account/agreements";
import { chooseMarketing } from "@/lib/api/account";
import { useApi } from "@/lib/api/browser";
import type { MemberAgreement } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { Notice, Refusal } from "../form/notice";
import { useChange } from "../form/use-change";
import { Switch } from "./switch";

/**
 * A switch per channel. Each takes effect at once. The notice has the time of the change, as the law
 * requires.
 */
export function MarketingChoices({ drawn }: { drawn: MemberAgreement[] }) {
  const t = useTranslations("account.agreements");
  const api = useApi();
  const locale = useLocale();
  const [choices, setChoices] = useState(drawn);
  const [notice, setNotice] = useState<string | null>(null);
  const { busy, errors, change } = useChange();

  const choose = (code: MarketingCode, agreed: boolean) => {
    setNotice(null);
    return change({
      call: () => chooseMarketing(api, marketingChoice(code, agreed)),
      after: ({ items }) => {
        setChoices(items.filter((item) => isMarketing(item.code)));
        const changed = items.find((item) => item.code === code);
        const at = formatDateTime(changed?.at ?? new Date().toISOString(), locale);
        setNotice(t(agreed ? "switchedOn" : "switchedOff", { at, channel: t(`channels.${code}`) }));
      },
    });
  };

  return (
    <>
      <ul className="divide-y divide-line">
        {choices.map(({ code, agreed, at }) =>
          isMarketing(code) ? (
            <li key={code}>
              <label className="flex min-h-16 items-center justify-between gap-4 py-2" htmlFor={code}>
                <span>
                  <span className="font-semibold">{t(`channels.${code}`)}</span>
                  <span className="block text-sm text-soft tabular-nums">
                    {at ? t(agreed ? "since" : "offSince", { at: formatDateTime(at, locale) }) : t("never")}
                  </span>
                </span>
                <Switch busy={busy} id={code} on={agreed} turn={(on) => void choose(code, on)} />
              </label>
            </li>
          ) : null,
        )}
      </ul>
      <div className="*:not-empty:mt-3">
        <Notice text={notice} />
        <Refusal text={errors.failure} />
      </div>
    </>
  );
}
