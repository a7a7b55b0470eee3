"use client";

import { useTranslations } from "next-intl";
import { useId, useMemo, useRef, useState } from "react";
import { Toast } from "@/components/admin/frame/toast";
import { foundIn, type Place } from "@/lib/admin/categories/category-tree";
import type { StaffCategory } from "@/lib/api/types";
import { CategoryPanel } from "./category-panel";
import { CategoryTree } from "./category-tree";
import { NewCategory } from "./new-category";
import { type CategoryList, useCategories } from "./use-categories";

type Props = { stored: readonly StaffCategory[]; first: string | null; readOnly: boolean };

/** What the side of the room shows: a category, the form of a new one below a parent, or nothing. */
type Side = { id: string } | { parentId: string | null } | null;

/** The categories as a tree, with the form of one beside it. */
export function CategoryRoom({ stored, first, readOnly }: Props) {
  const list = useCategories(stored);
  const [side, setSide] = useState<Side>(first === null ? null : { id: first });
  const panel = useRef<HTMLDivElement>(null);
  const chosen = side && "id" in side ? (list.rows.find(({ id }) => id === side.id) ?? null) : null;

  const choose = (id: string) => {
    setSide({ id });
    window.history.replaceState(null, "", `?id=${id}`);
  };
  const open = () => setTimeout(() => panel.current?.querySelector("input")?.focus());
  const add = (parentId: string | null) => {
    setSide({ parentId });
    open();
  };
  return (
    <div className="grid items-start gap-6 md:grid-cols-[minmax(0,1fr)_minmax(19rem,24rem)]">
      <TreeCard add={add} choose={choose} chosen={chosen} list={list} open={open} readOnly={readOnly} />
      <Toast dismiss={list.dismiss} outcome={list.outcome} />
      <div className="min-w-0 tall:md:sticky tall:md:top-4" ref={panel}>
        <SideCard
          add={add}
          choose={choose}
          chosen={chosen}
          list={list}
          readOnly={readOnly}
          setSide={setSide}
          side={side}
        />
      </div>
    </div>
  );
}

type SideProps = {
  side: Side;
  setSide: (side: Side) => void;
  chosen: StaffCategory | null;
  list: CategoryList;
  add: (parentId: string | null) => void;
  choose: (id: string) => void;
  readOnly: boolean;
};

function SideCard({ side, setSide, chosen, list, add, choose, readOnly }: SideProps) {
  const t = useTranslations("categories");
  if (side && "parentId" in side)
    return (
      <NewCategory
        added={choose}
        cancel={() => setSide(null)}
        key={side.parentId ?? ""}
        list={list}
        parentId={side.parentId}
      />
    );
  if (chosen)
    return (
      <CategoryPanel
        add={() => add(chosen.id)}
        key={chosen.id}
        list={list}
        readOnly={readOnly}
        removed={() => setSide(null)}
        row={chosen}
      />
    );
  return <p className="rounded-lg border border-line bg-white p-5 text-soft">{t("chooseOne")}</p>;
}

type TreeCardProps = Omit<SideProps, "side" | "setSide"> & { open: () => void };

function TreeCard({ list, chosen, choose, add, open, readOnly }: TreeCardProps) {
  const t = useTranslations("categories");
  const searchId = useId();
  const [search, setSearch] = useState("");
  const found = useMemo(
    () => (search.trim() === "" ? null : foundIn(list.rows, search)),
    [list.rows, search],
  );
  const move = (id: string, to: Place) => {
    const name = list.rows.find((row) => row.id === id)?.name ?? "";
    void list.edit(id, to, t("moved", { name }));
  };
  return (
    <section aria-label={t("title")} className="min-w-0 rounded-lg border border-line bg-white p-3 md:p-4">
      <div className="flex flex-wrap items-center gap-3">
        <label className="sr-only" htmlFor={searchId}>
          {t("search")}
        </label>
        <input
          autoComplete="off"
          className="field min-w-40 flex-1"
          id={searchId}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
          placeholder={t("search")}
          type="search"
          value={search}
        />
        {!readOnly && (
          <button className="button button-ink" onClick={() => add(null)} type="button">
            {t("add")}
          </button>
        )}
      </div>
      <div className="h-3" />
      {list.rows.length === 0 && <p className="px-2 pb-3 text-soft">{t("none")}</p>}
      {found?.size === 0 && <p className="px-2 pb-3 text-soft">{t("notFound")}</p>}
      <CategoryTree
        choose={choose}
        chosen={chosen?.id ?? null}
        found={found}
        move={readOnly ? null : move}
        open={open}
        rows={list.rows}
      />
      {!readOnly && list.rows.length > 0 && (
        <p className="mt-3 border-t border-line px-2 pt-3 text-[0.8125rem] text-soft" id="tree-keys">
          {t("keys")}
        </p>
      )}
    </section>
  );
}
