"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import { codesFile } from "@/lib/account/one-time-code";
import { saveFile } from "@/lib/account/save-file";
import { CopyButton } from "./copy-button";

/** Shown only once: the shop keeps no more than it needs to recognise the codes. */
export function RecoveryCodes({ codes, done }: { codes: string[]; done: () => void }) {
  const t = useTranslations("account.security");
  const save = () => {
    const heading = t("codesFile", { shop: location.hostname });
    saveFile("recovery-codes.txt", "text/plain", codesFile(heading, codes));
  };

  return (
    <div className="rounded-md bg-leaf-wash p-5">
      <h3 className="font-bold">{t("codes")}</h3>
      <p className="mt-1 text-[0.9375rem]">{t("codesText")}</p>
      <ul
        className={clsx(
          "mt-4 grid gap-x-6 sm:grid-cols-2 gap-y-1.5 rounded-md bg-white p-4 font-mono text-[0.9375rem]",
        )}
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="mt-2 flex flex-wrap items-center gap-x-5">
        <CopyButton text={codes.join("\n")}>{t("copyCodes")}</CopyButton>
        <button
          className="inline-flex min-h-11 items-center text-[0.9375rem] text-link"
          onClick={save}
          type="button"
        >
          {t("saveCodes")}
        </button>
      </div>
      <button className="button button-ink mt-3" onClick={done} type="button">
        {t("codesKept")}
      </button>
    </div>
  );
}
