"use client";

import { useTranslations } from "next-intl";

export type ErrorPageProps = { error: Error & { digest?: string }; retry: () => void };

/** What a page shows when it failed. The digest names the error in the server's log. */
export function ErrorPage({ error, retry }: ErrorPageProps) {
  const t = useTranslations("error");
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-5 py-28 text-center">
      <h1 className="text-2xl font-bold">{t("title")}</h1>
      <p className="mt-3 text-balance text-soft">{t("text")}</p>
      <div className="mt-8 flex flex-wrap justify-center gap-3">
        <button className="button button-ink" onClick={retry} type="button">
          {t("retry")}
        </button>
        {/* A plain link: the new document leaves the broken state behind. */}
        <a className="button button-line" href="/">
          {t("home")}
        </a>
      </div>
      {error.digest && <p className="mt-8 text-xs text-soft">{t("code", { code: error.digest })}</p>}
    </div>
  );
}
