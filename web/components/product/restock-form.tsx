"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useApi } from "@/lib/api/browser";
import { askForNotice } from "@/lib/api/restock";
import { report } from "@/lib/recommendations/report";
import { ErrorSummary } from "../form/error-summary";
import { Notice } from "../form/notice";
import { useChange } from "../form/use-change";
import { useSelection } from "./selection";

type Props = { slug: string; variants: { id: string; label: string }[] };

/** A member asks for a mail when a sold-out variant is back. A guest is told to sign in. */
export default function RestockForm({ slug, variants }: Props) {
  const t = useTranslations("restock");
  const api = useApi();
  const { product } = useSelection();
  const { busy, errors, notice, change } = useChange({
    codes: { UNAUTHENTICATED: t("signInFirst"), IN_STOCK: t("inStock") },
  });
  const [chosen, setChosen] = useState(variants[0]?.id ?? "");
  return (
    <section aria-labelledby="restock" className="mt-6 rounded-lg border border-line bg-white p-4">
      <h2 className="font-bold" id="restock">
        {t("title")}
      </h2>
      <p className="mt-1 text-[0.9375rem] text-soft">{t("text")}</p>
      <ErrorSummary errors={errors} labels={{}} />
      <div className="mt-3 flex flex-wrap items-end gap-3">
        {variants.length > 1 && (
          <label className="min-w-0 flex-1 text-sm text-soft">
            {t("variant")}
            <select
              className="field mt-1 text-ink"
              onChange={(event) => setChosen(event.currentTarget.value)}
              value={chosen}
            >
              {variants.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        )}
        <button
          aria-disabled={busy}
          className="button button-line"
          onClick={() =>
            void change({
              call: () => askForNotice(api, slug, chosen),
              after: () => report("wish", product.id),
              done: t("asked"),
            })
          }
          type="button"
        >
          {t("ask")}
        </button>
      </div>
      <div className="mt-2">
        <Notice text={notice} />
      </div>
    </section>
  );
}
