"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Refusal } from "@/components/form/notice";
import { ShopLink } from "@/components/ui/shop-link";
import { useApi } from "@/lib/api/browser";
import { listProducts } from "@/lib/api/catalog";
import type { ProductList } from "@/lib/api/types";

/** Shows what a shopper finds now, with the sets that are saved. */
export function TrySearch() {
  const t = useTranslations("synonyms");
  const unsure = useTranslations("form")("unsure");
  const api = useApi();
  const [found, setFound] = useState<{ q: string; list: ProductList } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  const search = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const q = String(new FormData(event.currentTarget).get("try") ?? "").trim();
    if (q === "") return;
    const result = await listProducts(api, new URLSearchParams({ q, limit: "8" }));
    setFailure(result.ok ? null : result.problem.title || unsure);
    setFound(result.ok ? { q, list: result.data } : null);
  };
  return (
    <section aria-labelledby="try-title" className="rounded-lg border border-line bg-white p-5">
      <h2 className="text-lg font-bold" id="try-title">
        {t("tryTitle")}
      </h2>
      <p className="mt-1.5 text-[0.9375rem] text-soft">{t("tryText")}</p>
      <search>
        <form className="mt-4 flex gap-2" method="post" onSubmit={search}>
          <input aria-label={t("tryLabel")} className="field" maxLength={100} name="try" type="search" />
          <button className="button button-ink shrink-0" type="submit">
            {t("try")}
          </button>
        </form>
      </search>
      <div className="mt-4" role="status">
        {found && <Found {...found} />}
      </div>
      <Refusal text={failure} />
    </section>
  );
}

function Found({ q, list: { items, total, correction, near } }: { q: string; list: ProductList }) {
  const t = useTranslations("synonyms");
  return (
    <>
      <p className="font-semibold">{t("found", { q, count: total })}</p>
      {correction && <p className="mt-1 text-[0.9375rem] text-soft">{t("correction", { correction })}</p>}
      {near && <p className="mt-1 text-[0.9375rem] text-soft">{t("near")}</p>}
      <ol className="mt-2 list-decimal pl-5">
        {items.map(({ id, name }) => (
          <li className="py-1" key={id}>
            <ShopLink className="inline-flex min-h-9 items-center text-link" href={`/admin/products/${id}`}>
              {name}
            </ShopLink>
          </li>
        ))}
      </ol>
    </>
  );
}
