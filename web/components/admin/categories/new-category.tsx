"use client";

import { useTranslations } from "next-intl";
import { ErrorSummary } from "@/components/form/error-summary";
import {
  type CategoryFields,
  emptyFields,
  newCategoryOf,
  slugFrom,
} from "@/lib/admin/categories/category-fields";
import { CategoryFieldset } from "./category-fieldset";
import type { CategoryList } from "./use-categories";
import { useCategoryForm } from "./use-category-form";

type Props = {
  parentId: string | null;
  list: CategoryList;
  added: (id: string) => void;
  cancel: () => void;
};

export function NewCategory({ parentId, list, added, cancel }: Props) {
  const t = useTranslations("categories");
  const words = useTranslations("form");
  const { form, state, labels, check } = useCategoryForm(emptyFields(parentId));
  const { register, handleSubmit, getValues, setValue } = form;

  const suggestSlug = () => {
    if (getValues("slug") === "") setValue("slug", slugFrom(getValues("englishName")));
  };
  const save = async (values: CategoryFields) => {
    if (!check(values)) return;
    await state.change({
      call: () => list.create(newCategoryOf(values)),
      after: ({ id }) => added(id),
    });
  };
  return (
    <section aria-labelledby="new-category" className="rounded-lg border border-line bg-white p-5">
      <h2 className="text-lg font-bold" id="new-category">
        {t("newTitle")}
      </h2>
      <form className="mt-4 space-y-4" method="post" noValidate onSubmit={handleSubmit(save)}>
        <ErrorSummary errors={state.errors} labels={labels} />
        <CategoryFieldset
          errors={state.errors.fields}
          leaveEnglishName={suggestSlug}
          register={register}
          rows={list.rows}
        />
        <div className="grid grid-cols-2 gap-3">
          <button className="button button-line px-3!" onClick={cancel} type="button">
            {t("cancel")}
          </button>
          <button aria-disabled={state.busy} className="button button-ink px-3!" type="submit">
            {state.busy ? words("sending") : t("create")}
          </button>
        </div>
      </form>
    </section>
  );
}
