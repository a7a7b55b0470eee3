"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { listAddress } from "@/lib/admin/list-address";
import { useApi } from "@/lib/api/browser";
import { deleteView, saveView } from "@/lib/api/bulk";
import type { SavedView } from "@/lib/api/types";
import { Refusal } from "../../form/notice";
import { useChange } from "../../form/use-change";
import { ShopLink } from "../../ui/shop-link";

type Props = { views: readonly SavedView[]; filters: SavedView["filters"] };

/** The own saved views, and the form that saves what is searched for now. */
export function SavedViews({ views, filters }: Props) {
  const t = useTranslations("products.views");
  const [api, router] = [useApi(), useRouter()];
  const { busy, errors, change } = useChange();
  const [name, setName] = useState("");
  const isFiltered = Object.keys(filters).length > 0;
  if (views.length === 0 && !isFiltered) return null;
  const after = () => {
    setName("");
    router.refresh();
  };
  return (
    <section aria-label={t("title")} className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1">
      {views.map((view) => (
        <span className="inline-flex items-center" key={view.id}>
          <ShopLink
            className="inline-flex min-h-11 items-center text-link"
            href={listAddress("/admin/products", view.filters)}
          >
            {view.name}
          </ShopLink>
          <button
            aria-disabled={busy}
            aria-label={t("remove", { name: view.name })}
            className="grid size-11 place-items-center text-soft"
            onClick={() => void change({ call: () => deleteView(api, view.id), after })}
            type="button"
          >
            ×
          </button>
        </span>
      ))}
      {isFiltered && (
        <form
          className="flex items-center gap-2"
          method="post"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== "") void change({ call: () => saveView(api, { name, filters }), after });
          }}
        >
          <input
            aria-label={t("name")}
            className="field w-40!"
            maxLength={60}
            onChange={(event) => setName(event.currentTarget.value)}
            placeholder={t("name")}
            value={name}
          />
          <button aria-disabled={busy} className="button button-line" type="submit">
            {t("save")}
          </button>
        </form>
      )}
      <Refusal text={errors.failure} />
    </section>
  );
}
