"use client";

import { useTranslations } from "next-intl";
import type { UseFormRegister } from "react-hook-form";
import type { ProductFields } from "@/lib/admin/products/product-fields";
import type { FieldErrors } from "./basic-fields";
import { FillRows } from "./fill-rows";
import type { ProductRows } from "./use-rows";
import { VariantRow } from "./variant-row";

type Props = {
  register: UseFormRegister<ProductFields>;
  errors: FieldErrors;
  rows: ProductRows;
  seesStock: boolean;
};

/** A row for each variant. On narrow screens the table scrolls sideways by itself. */
export function VariantTable({ register, errors, rows, seesStock }: Props) {
  const t = useTranslations("products");
  const { fields, remove, missing, leaving, addMissing, fill } = rows;
  const errorsOf = (at: number) => ({
    sku: errors[`variants.${at}.sku`],
    price: errors[`variants.${at}.price`],
    compareAtPrice: errors[`variants.${at}.compareAtPrice`],
    stock: errors[`variants.${at}.stock`],
  });
  return (
    <div className="space-y-4" id="field-variants" tabIndex={-1}>
      {fields.length > 1 && <FillRows fill={fill} />}
      {errors.variants && <p className="text-sm font-medium text-accent-deep">{errors.variants}</p>}
      <div className="relative -mx-5 overflow-x-auto px-5 md:-mx-7 md:px-7">
        <table className="w-full text-left text-[0.9375rem] wrap-normal">
          <caption className="sr-only">{t("sections.variants")}</caption>
          <thead className="text-[0.8125rem] text-soft">
            <tr>
              {[t("combination"), t("fields.sku"), t("fields.price")].map((label) => (
                <th className="pr-3 pb-2 font-semibold whitespace-nowrap" key={label} scope="col">
                  {label}
                </th>
              ))}
              <th className="pr-3 pb-2 font-semibold whitespace-nowrap" scope="col">
                {t("fields.compareAtPrice")}
              </th>
              <th className="pr-3 pb-2 font-semibold whitespace-nowrap" scope="col">
                {t("stock")}
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {fields.map(({ id, variantId, sku, choice }, at) => (
              <VariantRow
                at={at}
                key={id}
                name={choice.join(" / ") || t("only")}
                register={register}
                remove={fields.length > 1 ? remove : undefined}
                stockOf={variantId && seesStock ? sku : undefined}
                stored={variantId !== ""}
                {...errorsOf(at)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {missing > 0 && (
        <button className="button button-line" onClick={addMissing} type="button">
          {t("missing", { count: missing })}
        </button>
      )}
      <p className="font-medium text-accent-deep" role="status">
        {leaving > 0 && t("leaving", { count: leaving })}
      </p>
    </div>
  );
}
