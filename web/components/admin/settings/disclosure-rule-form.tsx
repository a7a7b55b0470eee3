"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Panel } from "@/components/account/account-page";
import { ChangeForm } from "@/components/form/change-form";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import {
  changeDisclosureRule,
  type DisclosureRuleVersion,
  readDisclosureRule,
} from "@/lib/api/disclosure-rule";

/** Whether products whose table of product information has gaps may be shown. */
export function DisclosureRuleForm({ stored }: { stored: DisclosureRuleVersion }) {
  const t = useTranslations("settings.disclosure");
  const api = useApi();
  const [rule, setRule] = useState(stored);
  const state = useChange({ codes: { STALE_EDIT: t("stale") } });

  const send = async (values: FormData) => {
    const gaps = values.get("gaps") === "block" ? "block" : "warn";
    await state.change({
      call: async () => {
        const result = await changeDisclosureRule(api, rule.etag, gaps);
        const read = result.ok ? result : await readDisclosureRule(api);
        if (read.ok) setRule(read.data);
        return result;
      },
      done: t("saved"),
    });
  };
  return (
    <Panel id="disclosure-rule" text={t("text")} title={t("title")}>
      <ChangeForm check={() => ({})} labels={{}} send={send} state={state} submit={t("save")}>
        <fieldset key={rule.etag}>
          <legend className="sr-only">{t("title")}</legend>
          {(["warn", "block"] as const).map((gaps) => (
            <label className="flex min-h-11 items-center gap-2.5 text-[0.9375rem]" key={gaps}>
              <input
                className="size-5 accent-ink"
                defaultChecked={rule.gaps === gaps}
                name="gaps"
                type="radio"
                value={gaps}
              />
              {t(gaps)}
            </label>
          ))}
        </fieldset>
      </ChangeForm>
    </Panel>
  );
}
