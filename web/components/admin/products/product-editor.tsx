"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { mergeFields } from "@/lib/admin/products/merge-fields";
import {
  type ProductFields,
  type ProductQuestions,
  productEditOf,
  productFieldsOf,
} from "@/lib/admin/products/product-fields";
import type { TreeRow } from "@/lib/admin/products/tree";
import { useApi } from "@/lib/api/browser";
import type { ApiResult } from "@/lib/api/problem";
import { editProduct, type ProductVersion, readProduct } from "@/lib/api/products";
import { PicturePanel } from "./pictures/picture-panel";
import { ProductForm } from "./product-form";
import { useChangedFields } from "./use-changed-fields";
import { useProductForm } from "./use-product-form";

type Props = {
  stored: ProductVersion;
  categories: readonly TreeRow[];
  questions: ProductQuestions;
  readOnly: boolean;
  /** Whether the stock of a SKU may be opened. */
  seesStock: boolean;
};

/** A product with its pictures. What another person saved meanwhile is taken over beside what was typed. */
export function ProductEditor({ stored, categories, questions, readOnly, seesStock }: Props) {
  const t = useTranslations("products");
  const [api, router, namesOf] = [useApi(), useRouter(), useChangedFields()];
  const [base, setBase] = useState(stored);
  const fields = productFieldsOf(base.product);
  const { currency } = base.product.price;
  const product = useProductForm({ fields, currency, stored: base.product, questions, categories });
  const { state, questionsFor, check, show } = product;

  async function send(values: ProductFields): Promise<ApiResult<ProductVersion>> {
    const result = await editProduct(api, base, productEditOf(base.product, values, questionsFor(values)));
    if (result.ok || result.problem.differences === undefined) return result;
    const read = await readProduct(api, base.product.id);
    if (!read.ok) return read;
    const now = productFieldsOf(read.data.product);
    setBase(read.data);
    show(now, mergeFields({ was: fields, typed: values, now }));
    const title = t("stale", { fields: namesOf(result.problem.differences) });
    return { ok: false, problem: { ...result.problem, title } };
  }

  const save = async (values: ProductFields) => {
    if (!check(values)) return;
    await state.change({
      call: () => send(values),
      done: t("saved"),
      after: (saved) => {
        setBase(saved);
        show(productFieldsOf(saved.product));
        // The title and the way to the shop are the server's.
        router.refresh();
      },
    });
  };
  return (
    <div className="space-y-6">
      <PicturePanel
        pictures={base.product.pictures}
        productId={base.product.id}
        readOnly={readOnly}
        variants={base.product.variants}
      />
      <ProductForm
        categories={categories}
        product={product}
        readOnly={readOnly}
        save={save}
        seesStock={seesStock}
        stored={base.product}
        submit={t("save")}
      />
    </div>
  );
}
