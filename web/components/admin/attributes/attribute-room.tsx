"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { ChoiceRow } from "@/components/admin/frame/choice-row";
import { Toast } from "@/components/admin/frame/toast";
import type { TreeRow } from "@/lib/admin/products/tree";
import type { StaffAttribute } from "@/lib/api/types";
import { EditAttribute } from "./edit-attribute";
import { NewAttribute } from "./new-attribute";
import { useAttributes } from "./use-attributes";

type Props = {
  stored: readonly StaffAttribute[];
  categories: readonly TreeRow[];
  first: string | null;
  readOnly: boolean;
};

const NEW = "new";

/** The attributes in their order, with the form of one beside them. */
export function AttributeRoom({ stored, categories, first, readOnly }: Props) {
  const t = useTranslations("attributes");
  const list = useAttributes(stored);
  const [side, setSide] = useState(first);
  const panel = useRef<HTMLDivElement>(null);
  const chosen = list.rows.find(({ id }) => id === side);

  const open = (next: string) => {
    setSide(next);
    setTimeout(() => panel.current?.querySelector("input")?.focus());
  };
  return (
    <div className="grid items-start gap-6 md:grid-cols-[minmax(0,1fr)_minmax(20rem,28rem)]">
      <section aria-label={t("title")} className="rounded-lg border border-line bg-white p-3 md:p-4">
        {!readOnly && (
          <button className="button button-ink" onClick={() => open(NEW)} type="button">
            {t("add")}
          </button>
        )}
        {list.rows.length === 0 && <p className="px-2 py-3 text-soft">{t("none")}</p>}
        <ul className="mt-2 divide-y divide-line">
          {list.rows.map((row) => (
            <Row choose={() => open(row.id)} chosen={row.id === side} key={row.id} row={row} />
          ))}
        </ul>
      </section>
      <Toast dismiss={list.dismiss} outcome={list.outcome} />
      <div className="min-w-0" ref={panel}>
        {side === NEW ? (
          <NewAttribute added={setSide} cancel={() => setSide(null)} categories={categories} list={list} />
        ) : chosen ? (
          <EditAttribute
            categories={categories}
            key={chosen.id}
            list={list}
            readOnly={readOnly}
            removed={() => setSide(null)}
            row={chosen}
          />
        ) : (
          <p className="rounded-lg border border-line bg-white p-5 text-soft">{t("chooseOne")}</p>
        )}
      </div>
    </div>
  );
}

type RowProps = { row: StaffAttribute; chosen: boolean; choose: () => void };

function Row({ row, chosen, choose }: RowProps) {
  const t = useTranslations("attributes");
  const notes = [
    t(`types.${row.type}`),
    ...(row.unit ? [row.unit] : []),
    ...(row.facet ? [t("isFacet")] : []),
    ...(row.required ? [t("isRequired")] : []),
  ];
  return (
    <ChoiceRow choose={choose} chosen={chosen} detail={row.code} name={row.name} note={notes.join(" · ")} />
  );
}
