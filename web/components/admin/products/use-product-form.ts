"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { useFieldArray, useForm } from "react-hook-form";
import { useChange } from "@/components/form/use-change";
import { attributesFor } from "@/lib/admin/products/attribute-values";
import { faultsOfFields, fieldsByPlace } from "@/lib/admin/products/field-errors";
import { optionsOf } from "@/lib/admin/products/options";
import type { ProductFields, ProductQuestions } from "@/lib/admin/products/product-fields";
import type { TreeRow } from "@/lib/admin/products/tree";
import type { Currency, StaffProduct } from "@/lib/api/types";

type Options = {
  fields: ProductFields;
  currency: Currency;
  /** None while the product is new. */
  stored: StaffProduct | null;
  questions: ProductQuestions;
  categories: readonly TreeRow[];
};

/** What is typed about a product, what is wrong with it, and the options that its rows are made of. */
export function useProductForm({ fields, currency, stored, questions, categories }: Options) {
  const t = useTranslations("products");
  const form = useForm<ProductFields>({ defaultValues: fields });
  const [shape, setShape] = useState(() => optionsOf(fields.options));
  const list = useFieldArray({ control: form.control, name: "variants" });
  const rowCount = list.fields.length;
  const places = useMemo(() => fieldsByPlace(rowCount, questions), [rowCount, questions]);
  const state = useChange<string>({
    fields: places,
    beside: { SLUG_TAKEN: "slug" },
    codes: { SLUG_TAKEN: t("slugTaken"), SKU_TAKEN: t("skuTaken") },
  });

  /** What is asked of the product as it is typed now. */
  const questionsFor = ({ categoryIds }: ProductFields): ProductQuestions => ({
    ...questions,
    attributes: attributesFor(questions.attributes, categories, categoryIds, stored?.attributes),
  });

  /** Returns whether the browser finds no fault. The others are the API's to find. */
  const check = (values: ProductFields): boolean => {
    const faults = faultsOfFields(values, currency, stored !== null, questionsFor(values).attributes);
    if (faults.length > 0)
      state.setErrors(Object.fromEntries(faults.map(([field, fault]) => [field, t(`faults.${fault}`)])));
    return faults.length === 0;
  };

  /** Shows other values. Without `unsaved`, they are what is stored. */
  const show = (values: ProductFields, unsaved?: ProductFields) => {
    form.reset(values);
    if (unsaved) form.reset(unsaved, { keepDefaultValues: true });
    setShape(optionsOf((unsaved ?? values).options));
  };
  return { form, list, state, shape, setShape, questions, questionsFor, check, show };
}

export type ProductFormState = ReturnType<typeof useProductForm>;
