"use client";

import { useTranslations } from "next-intl";
import { memo } from "react";
import type { UseFormRegister } from "react-hook-form";
import { fieldId } from "@/components/form/text-field";
import { ShopLink } from "@/components/ui/shop-link";
import type { ProductFields } from "@/lib/admin/products/product-fields";

type CellName = "sku" | "price" | "compareAtPrice" | "stock";
type Props = Partial<Record<CellName, string | undefined>> & {
  at: number;
  /** The combination. */
  name: string;
  register: UseFormRegister<ProductFields>;
  /** None for the last row. */
  remove: ((at: number) => void) | undefined;
  stored: boolean;
  /** The SKU whose stock may be opened. */
  stockOf: string | undefined;
};

/** Drawn again only when it changes itself: a product has up to 1,000 rows. */
export const VariantRow = memo(function VariantRow({
  at,
  name,
  register,
  remove,
  stored,
  stockOf,
  ...errors
}: Props) {
  const t = useTranslations("products");
  const cell = (field: CellName) => ({ at, error: errors[field], field, register, rowName: name });
  return (
    <tr className="align-top">
      <th className="max-w-48 min-w-28 py-3 pr-3 font-medium" scope="row">
        {name}
      </th>
      <td className="py-1 pr-3">
        <CellInput {...cell("sku")} readOnly={stored} width="min-w-40" />
      </td>
      <td className="py-1 pr-3">
        <CellInput {...cell("price")} figures width="min-w-24" />
      </td>
      <td className="py-1 pr-3">
        <CellInput {...cell("compareAtPrice")} figures width="min-w-24" />
      </td>
      <td className="py-1 pr-3">
        {!stored && <CellInput {...cell("stock")} figures width="min-w-18" />}
        {stockOf !== undefined && (
          <ShopLink
            className="inline-flex min-h-12 items-center whitespace-nowrap text-link"
            href={`/admin/stock/${stockOf}`}
          >
            {t("toStock")}
            <span className="sr-only"> {stockOf}</span>
          </ShopLink>
        )}
      </td>
      <td className="py-1">
        {remove && (
          <button
            aria-label={t("removeVariant", { name })}
            className="inline-flex min-h-12 items-center px-2 whitespace-nowrap text-link"
            onClick={() => remove(at)}
            type="button"
          >
            {t("take")}
          </button>
        )}
      </td>
    </tr>
  );
});

type CellProps = {
  at: number;
  field: CellName;
  register: UseFormRegister<ProductFields>;
  rowName: string;
  error: string | undefined;
  width: string;
  figures?: boolean;
  readOnly?: boolean;
};

function CellInput({ at, field, register, rowName, error, width, figures, readOnly }: CellProps) {
  const t = useTranslations("products.fields");
  const id = fieldId(`variants.${at}.${field}`);
  return (
    <>
      <input
        aria-describedby={error && `${id}-error`}
        aria-invalid={error ? true : undefined}
        aria-label={`${rowName} ${t(field)}`}
        autoComplete="off"
        className={`field ${width} ${figures ? "text-right tabular-nums" : ""} ${readOnly ? "bg-sand!" : ""}`}
        id={id}
        inputMode={figures ? "decimal" : undefined}
        maxLength={field === "sku" ? 64 : 16}
        readOnly={readOnly}
        spellCheck={false}
        {...register(`variants.${at}.${field}`)}
      />
      {error && (
        <p className="mt-1 text-sm font-medium text-accent-deep" id={`${id}-error`}>
          {error}
        </p>
      )}
    </>
  );
}
