"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useApi } from "@/lib/api/browser";
import { choosePersonal } from "@/lib/api/recommendations";
import { Notice, Refusal } from "../form/notice";
import { useChange } from "../form/use-change";
import { Switch } from "./switch";

/** Whether what the member looks at is kept, to recommend what fits. It takes effect at once. */
export function PersonalChoice({ drawn }: { drawn: boolean }) {
  const t = useTranslations("account.personal");
  const api = useApi();
  const [personal, setPersonal] = useState(drawn);
  const [notice, setNotice] = useState<string | null>(null);
  const { busy, errors, change } = useChange();
  const choose = (wanted: boolean) => {
    setNotice(null);
    return change({
      call: () => choosePersonal(api, wanted),
      after: () => {
        setPersonal(wanted);
        setNotice(t(wanted ? "on" : "off"));
      },
    });
  };
  return (
    <>
      <label className="flex min-h-16 items-center justify-between gap-4 py-2" htmlFor="personal-choice">
        <span className="font-semibold">{t("label")}</span>
        <Switch busy={busy} id="personal-choice" on={personal} turn={(on) => void choose(on)} />
      </label>
      <div className="*:not-empty:mt-3">
        <Notice text={notice} />
        <Refusal text={errors.failure} />
      </div>
    </>
  );
}
