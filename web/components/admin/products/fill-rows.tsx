"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { TextField } from "@/components/form/text-field";

/** SKUs and prices of many rows at once. Not part of what the form sends. */
export function FillRows({ fill }: { fill: (stem: string, price: string) => void }) {
  const t = useTranslations("products.fill");
  const [stem, setStem] = useState("");
  const [price, setPrice] = useState("");
  const apply = () => fill(stem.trim(), price.trim());
  const common = {
    autoComplete: "off",
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      apply();
    },
  };
  return (
    <fieldset className="rounded-md bg-sand/60 p-4">
      <legend className="float-left mb-3 w-full font-semibold">{t("title")}</legend>
      <div className="clear-both grid items-start gap-4 md:grid-cols-[1fr_1fr_auto]">
        <TextField
          {...common}
          hint={t("skuHint")}
          label={t("sku")}
          maxLength={56}
          name="fill-sku"
          onChange={({ target }) => setStem(target.value)}
          value={stem}
        />
        <TextField
          {...common}
          inputMode="decimal"
          label={t("price")}
          maxLength={16}
          name="fill-price"
          onChange={({ target }) => setPrice(target.value)}
          value={price}
        />
        <button className="button button-line md:mt-7.5" onClick={apply} type="button">
          {t("apply")}
        </button>
      </div>
    </fieldset>
  );
}
