"use client";

import { useTranslations } from "next-intl";
import { ErrorSummary } from "@/components/form/error-summary";
import { useLeavingWarning } from "@/components/form/use-leaving-warning";
import {
  type AttributeFields,
  attributeEditOf,
  attributeFieldsOf,
} from "@/lib/admin/attributes/attribute-fields";
import type { TreeRow } from "@/lib/admin/products/tree";
import type { StaffAttribute } from "@/lib/api/types";
import { AttributeFieldset } from "./attribute-fieldset";
import { DeleteAttribute } from "./delete-attribute";
import { useAttributeForm } from "./use-attribute-form";
import type { AttributeList } from "./use-attributes";

type Props = {
  row: StaffAttribute;
  list: AttributeList;
  categories: readonly TreeRow[];
  readOnly: boolean;
  removed: () => void;
};

/** One attribute with its form. When another person saved first, the form keeps what was typed. */
export function EditAttribute({ row, list, categories, readOnly, removed }: Props) {
  const t = useTranslations("attributes");
  const words = useTranslations("form");
  const attribute = useAttributeForm(attributeFieldsOf(row));
  const { form, state, labels, check } = attribute;
  useLeavingWarning(form.formState.isDirty && !state.busy);

  const save = async (typed: AttributeFields) => {
    // A form leaves out what is disabled.
    const { code, type, several } = attributeFieldsOf(row);
    const values = { ...typed, code, type, several };
    if (!check(values)) return;
    await state.change({
      call: () => list.edit(row, attributeEditOf(row, values)),
      after: (saved) => form.reset(attributeFieldsOf(saved)),
    });
  };
  return (
    <section aria-labelledby="attribute-title" className="rounded-lg border border-line bg-white p-5">
      <h2 className="text-lg font-bold" id="attribute-title">
        {row.name}
      </h2>
      <form className="mt-4" method="post" noValidate onSubmit={form.handleSubmit(save)}>
        <fieldset className="min-w-0 space-y-4" disabled={readOnly}>
          <ErrorSummary errors={state.errors} labels={labels} />
          <AttributeFieldset attribute={attribute} categories={categories} isNew={false} />
          {!readOnly && (
            <button aria-disabled={state.busy} className="button button-ink min-w-32" type="submit">
              {state.busy ? words("sending") : t("save")}
            </button>
          )}
        </fieldset>
      </form>
      {!readOnly && (
        <div className="mt-5 flex justify-end border-t border-line pt-3">
          <DeleteAttribute list={list} removed={removed} row={row} />
        </div>
      )}
    </section>
  );
}
