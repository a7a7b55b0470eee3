"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { type BulkAction, bulkActions, changeOf, needOf } from "@/lib/admin/products/bulk-change";
import type { TreeRow } from "@/lib/admin/products/tree";
import { ConfirmButton } from "../../../account/confirm-button";
import type { BulkState } from "./use-bulk";

type Props = { bulk: BulkState; categories: readonly TreeRow[] };

/** What is done with the chosen products, and how far it is. */
export function BulkBar({ bulk, categories }: Props) {
  const t = useTranslations("products.bulk");
  const [action, setAction] = useState<BulkAction>("active");
  const [value, setValue] = useState("");
  const { count, matching, running, clear, chooseMatching, apply } = bulk;
  if (running) {
    const done = running.changed + running.unchanged + running.refused;
    return (
      <div className="mb-3 rounded-lg border border-line bg-white p-4">
        <p className="mb-2 font-medium" id="bulk-progress" role="status">
          {t("running", { done, total: running.products })}
        </p>
        <progress
          aria-labelledby="bulk-progress"
          className="w-full accent-ink"
          max={Math.max(running.products, 1)}
          value={done}
        />
      </div>
    );
  }
  if (count === 0) return null;
  const change = changeOf(action, value);
  const choose = (next: BulkAction) => {
    setAction(next);
    setValue("");
  };
  return (
    <section
      aria-label={t("title")}
      className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-white p-4"
    >
      <p className="font-medium" role="status">
        {t(matching === null ? "chosen" : "matching", { count })}
      </p>
      {matching === null && (
        <button className="min-h-11 text-link" onClick={() => void chooseMatching()} type="button">
          {t("chooseMatching")}
        </button>
      )}
      <button className="min-h-11 text-link" onClick={clear} type="button">
        {t("clear")}
      </button>
      <select
        aria-label={t("action")}
        className="field w-auto!"
        onChange={(event) => choose(event.currentTarget.value as BulkAction)}
        value={action}
      >
        {bulkActions.map((each) => (
          <option key={each} value={each}>
            {t(`actions.${each}`)}
          </option>
        ))}
      </select>
      <BulkValue action={action} categories={categories} setValue={setValue} value={value} />
      {change ? (
        <ConfirmButton
          act={() => void apply(change)}
          busy={false}
          className="button button-ink"
          confirm={t("apply")}
          text={t("confirmText")}
          title={t("confirmTitle", { count })}
        >
          {t("apply")}
        </ConfirmButton>
      ) : (
        <button className="button button-ink" disabled type="button">
          {t("apply")}
        </button>
      )}
    </section>
  );
}

type ValueProps = {
  action: BulkAction;
  value: string;
  setValue: (value: string) => void;
  categories: readonly TreeRow[];
};

function BulkValue({ action, value, setValue, categories }: ValueProps) {
  const t = useTranslations("products.bulk");
  const need = needOf(action);
  if (need === "nothing") return null;
  if (need === "category")
    return (
      <select
        aria-label={t("value")}
        className="field w-auto! max-w-60"
        onChange={(event) => setValue(event.currentTarget.value)}
        value={value}
      >
        <option value="">{t("noCategory")}</option>
        {categories.map(({ id, name, depth }) => (
          <option key={id} value={id}>
            {"\u2003".repeat(depth) + name}
          </option>
        ))}
      </select>
    );
  return (
    <input
      aria-label={t("value")}
      className="field w-40!"
      inputMode={need === "number" ? "numeric" : "text"}
      maxLength={need === "number" ? 12 : 40}
      onChange={(event) => setValue(event.currentTarget.value)}
      placeholder={t(`hints.${action}` as "hints.brand")}
      value={value}
    />
  );
}
