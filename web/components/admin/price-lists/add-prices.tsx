"use client";

import { useLocale, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Refusal } from "@/components/form/notice";
import { amountOf } from "@/lib/admin/products/amounts";
import { useApi } from "@/lib/api/browser";
import { listStaffProducts, readProduct } from "@/lib/api/products";
import type { StaffProduct, StaffProductCard } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import type { PriceRows } from "./use-prices";

const FOUND = 6;
const MOST_PIECES = 999;

/** Finds a product by its name or a SKU, then takes a price for one of its variants, or for all of them. */
export function AddPrices({ prices }: { prices: PriceRows }) {
  const t = useTranslations("priceLists");
  const api = useApi();
  const [found, setFound] = useState<readonly StaffProductCard[] | null>(null);
  const [product, setProduct] = useState<StaffProduct | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  const search = async (q: string) => {
    setFailure(null);
    setProduct(null);
    const result = await listStaffProducts(api, { q, limit: FOUND });
    if (result.ok) setFound(result.data.items);
    else setFailure(result.problem.title || t("notRead"));
  };
  const choose = async (id: string) => {
    const result = await readProduct(api, id);
    if (!result.ok) return setFailure(result.problem.title || t("notRead"));
    setFound(null);
    setProduct(result.data.product);
  };
  return (
    <section aria-labelledby="add-prices" className="rounded-lg border border-line bg-white p-4 md:p-5">
      <h2 className="text-lg font-bold" id="add-prices">
        {t("addTitle")}
      </h2>
      <form
        className="mt-3 flex flex-wrap items-end gap-2"
        method="post"
        onSubmit={(event) => {
          event.preventDefault();
          const q = String(new FormData(event.currentTarget).get("q") ?? "").trim();
          if (q !== "") void search(q);
        }}
      >
        <label className="min-w-0 flex-1 basis-48 text-sm text-soft">
          {t("addSearch")}
          <input autoComplete="off" className="field mt-1 text-ink" maxLength={100} name="q" />
        </label>
        <button className="button button-line" type="submit">
          {t("addFind")}
        </button>
      </form>
      <Refusal text={failure} />
      {found && (
        <ul aria-label={t("found")} className="mt-3 divide-y divide-line">
          {found.length === 0 && <li className="py-2.5 text-soft">{t("foundNone")}</li>}
          {found.map(({ id, name }) => (
            <li key={id}>
              <button
                className="flex min-h-11 w-full items-center rounded-md px-2 text-left hover:bg-sand/60"
                onClick={() => void choose(id)}
                type="button"
              >
                {name}
              </button>
            </li>
          ))}
        </ul>
      )}
      {product && <VariantPrice key={product.id} prices={prices} product={product} />}
    </section>
  );
}

/** The price of one variant, or of all, from a number of pieces on. */
function VariantPrice({ product, prices }: { product: StaffProduct; prices: PriceRows }) {
  const t = useTranslations("priceLists");
  const locale = useLocale();
  const form = useRef<HTMLFormElement>(null);
  const [fault, setFault] = useState<"quantity" | "price" | null>(null);
  const { variants, name } = product;

  const add = async (values: FormData) => {
    const sku = String(values.get("sku") ?? "");
    const minQuantity = Number(String(values.get("minQuantity") ?? "").normalize("NFKC"));
    if (!Number.isInteger(minQuantity) || minQuantity < 1 || minQuantity > MOST_PIECES)
      return setFault("quantity");
    const amount = amountOf(String(values.get("price") ?? ""), product.price.currency);
    if (amount === null) return setFault("price");
    setFault(null);
    const skus = sku === "" ? variants.map((variant) => variant.sku) : [sku];
    const added = skus.map((each) => ({ sku: each, minQuantity, price: amount }));
    if (await prices.store(added, { text: t("stored", { count: added.length }) })) form.current?.reset();
  };
  return (
    <form
      className="mt-4 border-t border-line pt-4"
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add(new FormData(event.currentTarget));
      }}
      ref={form}
    >
      <p className="font-semibold">{name}</p>
      <div className="mt-3 flex flex-wrap items-end gap-3">
        <label className="min-w-0 flex-1 basis-56 text-sm text-soft">
          {t("variant")}
          <select className="field mt-1 text-ink" name="sku">
            {variants.length > 1 && <option value="">{t("allVariants", { count: variants.length })}</option>}
            {variants.map(({ sku, options, price }) => (
              <option key={sku} value={sku}>
                {[...Object.values(options), sku, formatMoney(price, locale)].join(" · ")}
              </option>
            ))}
          </select>
        </label>
        <label className="w-28 text-sm text-soft">
          {t("quantity")}
          <input
            aria-describedby={fault === "quantity" ? "price-fault" : undefined}
            aria-invalid={fault === "quantity" || undefined}
            className="field mt-1 text-right text-ink tabular-nums"
            defaultValue="10"
            inputMode="numeric"
            maxLength={3}
            name="minQuantity"
          />
        </label>
        <label className="w-36 text-sm text-soft">
          {t("columns.price")}
          <input
            aria-describedby={fault === "price" ? "price-fault" : undefined}
            aria-invalid={fault === "price" || undefined}
            autoComplete="off"
            className="field mt-1 text-right text-ink tabular-nums"
            inputMode="decimal"
            maxLength={16}
            name="price"
          />
        </label>
        <button aria-disabled={prices.busy} className="button button-ink" type="submit">
          {t("add")}
        </button>
      </div>
      <p className="mt-2 text-sm font-medium text-accent-deep" id="price-fault" role="alert">
        {fault && t(fault === "quantity" ? "noQuantity" : "noAmount")}
      </p>
    </form>
  );
}
