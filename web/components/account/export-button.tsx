"use client";

import { useTranslations } from "next-intl";
import { dataFileName, saveFile } from "@/lib/account/save-file";
import { exportMyData } from "@/lib/api/account";
import { useApi } from "@/lib/api/browser";
import { Notice, Refusal } from "../form/notice";
import { useChange } from "../form/use-change";

/** A fetch rather than a link: an ended session is then renewed, instead of being downloaded as an error. */
export function ExportButton() {
  const t = useTranslations("account.data");
  const api = useApi();
  const { busy, notice, errors, change } = useChange();
  const save = (data: object) =>
    saveFile(dataFileName(new Date()), "application/json", `${JSON.stringify(data, null, 2)}\n`);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
      <button
        aria-disabled={busy}
        className="button button-ink"
        onClick={() => void change({ call: () => exportMyData(api), done: t("saved"), after: save })}
        type="button"
      >
        {busy ? t("collecting") : t("download")}
      </button>
      <Notice text={notice} />
      <Refusal text={errors.failure} />
    </div>
  );
}
