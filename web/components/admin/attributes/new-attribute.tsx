"use client";

import { useTranslations } from "next-intl";
import { ErrorSummary } from "@/components/form/error-summary";
import {
  type AttributeFields,
  emptyAttribute,
  newAttributeOf,
} from "@/lib/admin/attributes/attribute-fields";
import type { TreeRow } from "@/lib/admin/products/tree";
import { AttributeFieldset } from "./attribute-fieldset";
import { useAttributeForm } from "./use-attribute-form";
import type { AttributeList } from "./use-attributes";

type Props = {
  list: AttributeList;
  categories: readonly TreeRow[];
  added: (id: string) => void;
  cancel: () => void;
};

export function NewAttribute({ list, categories, added, cancel }: Props) {
  const t = useTranslations("attributes");
  const words = useTranslations("form");
  const attribute = useAttributeForm(emptyAttribute);
  const { form, state, labels, check } = attribute;

  const save = async (values: AttributeFields) => {
    if (!check(values)) return;
    await state.change({
      call: () => list.create(newAttributeOf(values)),
      after: ({ id }) => added(id),
    });
  };
  return (
    <section aria-labelledby="new-attribute" className="rounded-lg border border-line bg-white p-5">
      <h2 className="text-lg font-bold" id="new-attribute">
        {t("newTitle")}
      </h2>
      <form className="mt-4 space-y-4" method="post" noValidate onSubmit={form.handleSubmit(save)}>
        <ErrorSummary errors={state.errors} labels={labels} />
        <AttributeFieldset attribute={attribute} categories={categories} isNew />
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
