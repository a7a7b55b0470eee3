"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { childrenOf } from "@/lib/admin/categories/category-tree";
import { treeRowsOf } from "@/lib/admin/products/tree";
import type { StaffCategory } from "@/lib/api/types";
import { AskFirst, Question } from "../frame/ask-first";
import type { CategoryList } from "./use-categories";

type Props = { row: StaffCategory; list: CategoryList; removed: () => void };

/** Its products stay in the shop. */
export function DeleteCategory(props: Props) {
  const t = useTranslations("categories");
  return (
    <AskFirst label={t("delete")} title={t("deleteTitle", { name: props.row.name })}>
      {(close) => <Delete {...props} close={close} />}
    </AskFirst>
  );
}

function Delete({ row, list, removed, close }: Props & { close: () => void }) {
  const t = useTranslations("categories");
  const [moveTo, setMoveTo] = useState("");
  const below = childrenOf(list.rows, row.id).length;
  const remove = async () => {
    const done = await list.remove(row.id, moveTo || null);
    close();
    if (done) removed();
  };
  return (
    <Question
      no={{ label: t(below > 0 ? "close" : "cancel"), act: close }}
      text={below > 0 ? t("hasBelow", { count: below }) : t("deleteText", { count: row.productCount })}
      title={t(below > 0 ? "cannotDelete" : "deleteTitle", { name: row.name })}
      yes={below > 0 ? undefined : { label: t("deleteConfirm"), act: remove }}
    >
      {below === 0 && row.productCount > 0 && (
        <label className="mt-4 block text-[0.9375rem] font-semibold">
          {t("moveProducts")}
          <select
            className="field mt-1.5 font-normal"
            onChange={({ currentTarget }) => setMoveTo(currentTarget.value)}
            value={moveTo}
          >
            <option value="">{t("moveNowhere")}</option>
            {treeRowsOf(list.rows)
              .filter(({ id }) => id !== row.id)
              .map(({ id, name, depth }) => (
                <option key={id} value={id}>
                  {"\u2003".repeat(depth) + name}
                </option>
              ))}
          </select>
        </label>
      )}
    </Question>
  );
}
