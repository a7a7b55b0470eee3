"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { useLeavingWarning } from "@/components/form/use-leaving-warning";
import { ShopLink } from "@/components/ui/shop-link";
import { type CategoryFields, categoryEditOf, fieldsOf } from "@/lib/admin/categories/category-fields";
import { moveWays, pathOf, stepOf } from "@/lib/admin/categories/category-tree";
import type { StaffCategory } from "@/lib/api/types";
import { CategoryFieldset } from "./category-fieldset";
import { DeleteCategory } from "./delete-category";
import type { CategoryList } from "./use-categories";
import { useCategoryForm } from "./use-category-form";

type Props = {
  row: StaffCategory;
  list: CategoryList;
  readOnly: boolean;
  /** Opens the form of a new category below this one. */
  add: () => void;
  removed: () => void;
};

/** One category: its products, its place, its texts. */
export function CategoryPanel({ row, list, readOnly, add, removed }: Props) {
  const t = useTranslations("categories");
  const above = pathOf(list.rows, row.parentId).map(({ name }) => name);
  return (
    <section aria-labelledby="category-title" className="rounded-lg border border-line bg-white p-5">
      {above.length > 0 && <p className="truncate text-sm text-soft">{above.join(" › ")}</p>}
      <h2 className="text-lg font-bold" id="category-title">
        {row.name}
      </h2>
      <div className="mt-1 flex flex-wrap gap-x-4 text-[0.9375rem]">
        <ShopLink
          className="inline-flex min-h-11 items-center text-link"
          href={`/admin/products?category=${row.slug}`}
        >
          {t("products", { count: row.productCount })}
        </ShopLink>
        <ShopLink className="inline-flex min-h-11 items-center text-link" href={`/c/${row.slug}`}>
          {t("inShop")}
        </ShopLink>
      </div>
      {!readOnly && <Steps list={list} row={row} />}
      <EditForm list={list} readOnly={readOnly} row={row} />
      {!readOnly && (
        <div className="mt-5 flex flex-wrap justify-between gap-2 border-t border-line pt-3">
          <button className="min-h-11 px-1 text-[0.9375rem] text-link" onClick={add} type="button">
            {t("addBelow")}
          </button>
          <DeleteCategory list={list} removed={removed} row={row} />
        </div>
      )}
    </section>
  );
}

/** The ways to move the category without dragging it. */
function Steps({ row, list }: Pick<Props, "row" | "list">) {
  const t = useTranslations("categories");
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form; these move the category
    <div aria-label={t("place")} className="mt-2 grid grid-cols-2 gap-2" role="group">
      {moveWays.map((way) => {
        const to = stepOf(list.rows, row.id, way);
        return (
          <button
            aria-disabled={!to}
            className="button button-line min-h-11! px-2! text-sm!"
            key={way}
            onClick={() => to && void list.edit(row.id, to, t("moved", { name: row.name }))}
            type="button"
          >
            {t(`ways.${way}`)}
          </button>
        );
      })}
    </div>
  );
}

function EditForm({ row, list, readOnly }: Pick<Props, "row" | "list" | "readOnly">) {
  const t = useTranslations("categories");
  const words = useTranslations("form");
  const { form, state, labels, check } = useCategoryForm(fieldsOf(row));
  const { register, handleSubmit, reset, formState } = form;
  const { busy } = state;
  const stored = JSON.stringify(fieldsOf(row));
  useLeavingWarning(formState.isDirty && !busy);

  // What was typed stays; every other field shows what is stored. While an edit is sent, the row is a guess.
  useEffect(() => {
    if (!busy) reset(JSON.parse(stored) as CategoryFields, { keepDirtyValues: true });
  }, [busy, stored, reset]);

  const save = async (values: CategoryFields) => {
    const edit = categoryEditOf(row, values);
    if (!check(values) || Object.keys(edit).length === 0) return;
    await state.change({
      call: () => list.edit(row.id, edit, t("saved", { name: row.name }), true),
      after: (saved) => reset(fieldsOf(saved)),
    });
  };
  return (
    <form className="mt-5" method="post" noValidate onSubmit={handleSubmit(save)}>
      <fieldset className="min-w-0 space-y-4" disabled={readOnly}>
        <ErrorSummary errors={state.errors} labels={labels} />
        <CategoryFieldset errors={state.errors.fields} own={row.id} register={register} rows={list.rows} />
        {!readOnly && (
          <button aria-disabled={busy} className="button button-ink w-full" type="submit">
            {busy ? words("sending") : t("save")}
          </button>
        )}
      </fieldset>
    </form>
  );
}
