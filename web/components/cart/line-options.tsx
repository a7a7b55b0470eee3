"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { useApi } from "@/lib/api/browser";
import { findProduct } from "@/lib/api/catalog";
import type { CartItem, Product } from "@/lib/api/types";

type Props = { item: CartItem; busy: boolean; choose: (variantId: string) => void };

/** The other variants of a line's product, which are read when the shopper asks for them. */
export function LineOptions({ item, busy, choose }: Props) {
  const t = useTranslations("cart");
  const api = useApi();
  const id = useId();
  const [product, setProduct] = useState<Product | "waiting" | "failed" | null>(null);
  async function open(): Promise<void> {
    setProduct("waiting");
    const answer = await findProduct(api, item.productId);
    setProduct(answer.ok ? answer.data : "failed");
  }
  if (product === null || typeof product === "string")
    return (
      <>
        <button
          aria-disabled={product === "waiting"}
          aria-label={t("optionsOf", { name: item.name })}
          className="min-h-11 text-sm text-soft underline underline-offset-4 hover:text-ink"
          onClick={() => void open()}
          type="button"
        >
          {t("options")}
        </button>
        {product === "failed" && (
          <p className="text-sm font-medium text-accent-deep" role="alert">
            {t("refused")}
          </p>
        )}
      </>
    );

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const variantId = new FormData(event.currentTarget).get("variant");
    setProduct(null);
    if (typeof variantId === "string" && variantId !== item.variantId) choose(variantId);
  }
  return (
    <form className="flex w-full flex-wrap items-end gap-2" onSubmit={submit}>
      <label className="min-w-0 flex-1 text-sm text-soft" htmlFor={id}>
        {t("optionsOf", { name: item.name })}
        <select
          // biome-ignore lint/a11y/noAutofocus: the shopper has just asked for it, and the button is gone
          autoFocus
          className="field mt-1 text-ink"
          defaultValue={item.variantId}
          id={id}
          name="variant"
        >
          {product.variants.map((variant) => (
            <option
              disabled={variant.available === 0 && variant.id !== item.variantId}
              key={variant.id}
              value={variant.id}
            >
              {nameOf(product, variant)}
              {variant.available === 0 && ` (${t("noneLeft")})`}
            </option>
          ))}
        </select>
      </label>
      <button aria-disabled={busy} className="button button-line" type="submit">
        {t("change")}
      </button>
    </form>
  );
}

const nameOf = ({ options }: Product, variant: Product["variants"][number]): string =>
  options
    .map(({ name, valueLabels }) => {
      const value = variant.options[name] ?? "";
      return valueLabels[value] ?? value;
    })
    .join(" · ");
