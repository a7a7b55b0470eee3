"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useApi } from "@/lib/api/browser";
import { duplicateProduct } from "@/lib/api/products";
import { localePath } from "@/lib/paths";
import { Refusal } from "../../form/notice";
import { useChange } from "../../form/use-change";

/** Makes a draft that is like the product as it is stored, and opens it. */
export function DuplicateButton({ productId }: { productId: string }) {
  const t = useTranslations("products");
  const [api, router, locale] = [useApi(), useRouter(), useLocale()];
  const { busy, errors, change } = useChange();
  const duplicate = () =>
    change({
      call: () => duplicateProduct(api, productId),
      after: ({ product }) => router.push(localePath(locale, `/admin/products/${product.id}`)),
    });
  return (
    <>
      {errors.failure !== null && <Refusal text={t("duplicateFailed", { reason: errors.failure })} />}
      <button aria-disabled={busy} className="button button-line" onClick={duplicate} type="button">
        {t("duplicate")}
      </button>
    </>
  );
}
