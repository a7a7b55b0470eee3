"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import {
  emptyProduct,
  newProductOf,
  type ProductFields,
  type ProductQuestions,
} from "@/lib/admin/products/product-fields";
import type { TreeRow } from "@/lib/admin/products/tree";
import { useApi } from "@/lib/api/browser";
import { createProduct } from "@/lib/api/products";
import type { Currency } from "@/lib/api/types";
import { localePath } from "@/lib/paths";
import { ProductForm } from "./product-form";
import { useProductForm } from "./use-product-form";

type Props = {
  categories: readonly TreeRow[];
  questions: ProductQuestions;
  currency: Currency;
};

/** The form of a product that does not exist yet. It leads to the editor, where pictures are uploaded. */
export function NewProduct({ categories, questions, currency }: Props) {
  const t = useTranslations("products");
  const [api, router, locale] = [useApi(), useRouter(), useLocale()];
  const product = useProductForm({ fields: emptyProduct, currency, stored: null, questions, categories });
  const { form, state, questionsFor, check } = product;

  const save = async (values: ProductFields) => {
    if (!check(values)) return;
    await state.change({
      call: () => createProduct(api, newProductOf(values, currency, questionsFor(values))),
      after: ({ id }) => {
        form.reset(values);
        router.push(localePath(locale, `/admin/products/${id}`));
      },
    });
  };
  return <ProductForm categories={categories} product={product} save={save} submit={t("create")} />;
}
