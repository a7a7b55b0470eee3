"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { ChoiceRow } from "@/components/admin/frame/choice-row";
import { type Outcome, Toast } from "@/components/admin/frame/toast";
import { ShopLink } from "@/components/ui/shop-link";
import { brandFieldsOf } from "@/lib/admin/brands/brand-fields";
import type { StaffBrand } from "@/lib/api/types";
import { BrandForm, names } from "./brand-form";
import { BrandLogo } from "./brand-logo";
import { DeleteBrand } from "./delete-brand";

type Props = {
  rows: readonly StaffBrand[];
  readOnly: boolean;
  /** The rows are what a search found. */
  searched: boolean;
};

const NEW = "new";

/** The brands of a page of the list, with the form of one beside them. */
export function BrandRoom({ rows, readOnly, searched }: Props) {
  const t = useTranslations("brands");
  const router = useRouter();
  const [side, setSide] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  const chosen = rows.find(({ id }) => id === side);

  const open = (next: string) => {
    setSide(next);
    setTimeout(() => panel.current?.querySelector("input")?.focus());
  };
  /** Shows what is stored, and what was done. */
  const done = (text: string, next: string | null) => {
    setOutcome({ text });
    setSide(next);
    router.refresh();
  };
  return (
    <div className="grid items-start gap-6 md:grid-cols-[minmax(0,1fr)_minmax(20rem,28rem)]">
      <section aria-label={t("title")} className="rounded-lg border border-line bg-white p-3 md:p-4">
        {!readOnly && (
          <button className="button button-ink" onClick={() => open(NEW)} type="button">
            {t("add")}
          </button>
        )}
        {rows.length === 0 && <p className="px-2 py-3 text-soft">{t(searched ? "none" : "empty")}</p>}
        <ul className="mt-2 divide-y divide-line">
          {rows.map((row) => (
            <Row choose={() => open(row.id)} chosen={row.id === side} key={row.id} row={row} />
          ))}
        </ul>
      </section>
      <Toast dismiss={() => setOutcome(null)} outcome={outcome} />
      <div className="min-w-0" ref={panel}>
        {side === NEW || chosen ? (
          <section aria-labelledby="brand-title" className="rounded-lg border border-line bg-white p-5">
            <h2 className="mb-4 text-lg font-bold" id="brand-title">
              {chosen?.name ?? t("newTitle")}
            </h2>
            {readOnly && chosen ? (
              <Facts row={chosen} />
            ) : (
              <BrandForm done={done} key={chosen ? `${chosen.id} ${chosen.etag}` : NEW} row={chosen} />
            )}
            {chosen && <Details chosen={chosen} done={done} readOnly={readOnly} />}
          </section>
        ) : (
          <p className="rounded-lg border border-line bg-white p-5 text-soft">{t("chooseOne")}</p>
        )}
      </div>
    </div>
  );
}

/** For those who may look alone. */
function Facts({ row }: { row: StaffBrand }) {
  const t = useTranslations("brands");
  const values = brandFieldsOf(row);
  return (
    <dl className="space-y-3 text-[0.9375rem]">
      {names.map((name) => (
        <div key={name}>
          <dt className="text-sm text-soft">{t(`fields.${name}`)}</dt>
          <dd className="whitespace-pre-line">{values[name] || "–"}</dd>
        </div>
      ))}
    </dl>
  );
}

type DetailsProps = {
  chosen: StaffBrand;
  readOnly: boolean;
  done: (text: string, next: string | null) => void;
};

/** Its other names, its products, and how it goes. */
function Details({ chosen, readOnly, done }: DetailsProps) {
  const t = useTranslations("brands");
  return (
    <div className="mt-5 space-y-3 border-t border-line pt-4 text-[0.9375rem]">
      {!readOnly && <BrandLogo done={(text) => done(text, chosen.id)} row={chosen} />}
      {chosen.formerNames.length > 0 && (
        <p className="text-soft">{t("formerNames", { names: chosen.formerNames.join(", ") })}</p>
      )}
      <p>
        <ShopLink
          className="inline-flex min-h-11 items-center text-link"
          href={`/admin/products?q=${encodeURIComponent(chosen.name)}`}
        >
          {t("toProducts", { count: chosen.productCount })}
        </ShopLink>
      </p>
      {!readOnly &&
        (chosen.productCount === 0 ? (
          <DeleteBrand removed={() => done(t("deleted", { name: chosen.name }), null)} row={chosen} />
        ) : (
          <p className="text-sm text-soft">{t("inUse")}</p>
        ))}
    </div>
  );
}

type RowProps = { row: StaffBrand; chosen: boolean; choose: () => void };

function Row({ row, chosen, choose }: RowProps) {
  const t = useTranslations("brands");
  return (
    <ChoiceRow
      choose={choose}
      chosen={chosen}
      detail={row.translations.en?.name}
      name={row.name}
      note={t("count", { count: row.productCount })}
    />
  );
}
