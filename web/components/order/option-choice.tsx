"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useApi } from "@/lib/api/browser";
import { findProduct } from "@/lib/api/catalog";
import { type ClaimGroup, type ClaimOption, exchangeOptions } from "@/lib/checkout/claim-choice";

type Props = {
  group: ClaimGroup;
  wanted: ClaimOption | undefined;
  choose: (option: ClaimOption | undefined) => void;
};

type Offer = "loading" | "failed" | { others: ClaimOption[]; hasVariants: boolean };

/** Which option of the product an exchange sends: the same, or another of the same price in stock. */
export function OptionChoice({ group: { item, variantId, name }, wanted, choose }: Props) {
  const t = useTranslations("claims");
  const api = useApi();
  const [offer, setOffer] = useState<Offer>("loading");
  const { productSlug, unitPrice, variantId: bought } = item;
  const { amount, currency } = unitPrice;
  useEffect(() => {
    let left = false;
    void findProduct(api, productSlug).then((answer) => {
      if (left) return;
      // Goods that the shop shows no more are exchanged for the same.
      if (!answer.ok)
        return setOffer(answer.problem.status === 404 ? { others: [], hasVariants: false } : "failed");
      const options = exchangeOptions(answer.data, {
        variantId: bought,
        unitPrice: { amount, currency },
      });
      setOffer({
        others: options.filter((option) => option.variantId !== variantId),
        hasVariants: answer.data.variants.length > 1,
      });
    });
    return () => {
      left = true;
    };
  }, [api, productSlug, variantId, bought, amount, currency]);
  // What cannot be had any more is not asked for, because nothing here would show it.
  useEffect(() => {
    if (offer === "loading" || !wanted) return;
    const others = offer === "failed" ? [] : offer.others;
    if (!others.some((option) => option.variantId === wanted.variantId)) choose(undefined);
  });
  if (offer === "loading") return null;
  if (offer === "failed") return <p className="text-sm text-soft">{t("optionsFailed")}</p>;
  if (!offer.hasVariants) return null;
  return (
    <div className="text-[0.9375rem]">
      {offer.others.length > 0 && (
        <label className="block">
          <span className="mb-1.5 block">{t("sendInstead", { name })}</span>
          <select
            className="field"
            onChange={({ target }) =>
              choose(offer.others.find((option) => option.variantId === target.value))
            }
            value={wanted?.variantId ?? ""}
          >
            <option value="">{t("sameOption")}</option>
            {offer.others.map((option) => (
              <option key={option.variantId} value={option.variantId}>
                {option.label}
              </option>
            ))}
          </select>
        </label>
      )}
      <p className="mt-1 text-sm text-soft">{t("samePrice")}</p>
    </div>
  );
}
