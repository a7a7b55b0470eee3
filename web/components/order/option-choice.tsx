"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useApi } from "@/lib/api/browser";
import { listExchangeOptions } from "@/lib/api/claims";
import type { ExchangeOption } from "@/lib/api/types";
import { type ClaimGroup, type ClaimOption, optionChoices } from "@/lib/checkout/claim-choice";

type Props = {
  orderId: string;
  guestToken: string | undefined;
  group: ClaimGroup;
  /** How many are sent back. */
  pieces: number;
  /** Pieces of each variant that the other lines take. */
  taken: ReadonlyMap<string, number>;
  wanted: ClaimOption | undefined;
  choose: (option: ClaimOption | undefined) => void;
};

type Offer = "loading" | "failed" | { items: ExchangeOption[]; hasVariants: boolean };

/** Which option of the product an exchange sends: the same, or another that the shop would accept. */
export function OptionChoice({ orderId, guestToken, group, pieces, taken, wanted, choose }: Props) {
  const t = useTranslations("claims");
  const api = useApi();
  const [offer, setOffer] = useState<Offer>("loading");
  const { variantId, name } = group;
  const lineId = group.item.id;
  useEffect(() => {
    let left = false;
    void listExchangeOptions(api, orderId, lineId, guestToken).then((answer) => {
      if (left) return;
      if (!answer.ok) return setOffer("failed");
      setOffer({ items: answer.data.items, hasVariants: answer.data.forSale > 1 });
    });
    return () => {
      left = true;
    };
  }, [api, orderId, lineId, guestToken]);
  if (offer === "loading") return null;
  const failed = offer === "failed";
  if (!failed && !offer.hasVariants && !wanted) return null;
  const { choices, left } = optionChoices(failed ? [] : offer.items, { variantId, pieces, taken }, wanted);
  return (
    <div className="text-[0.9375rem]">
      {choices.length > 0 && (
        <label className="block">
          <span className="mb-1.5 block">{t("sendInstead", { name })}</span>
          <select
            className="field"
            onChange={({ target }) => choose(choices.find((option) => option.variantId === target.value))}
            value={wanted?.variantId ?? ""}
          >
            <option value="">{t("sameOption")}</option>
            {choices.map((option) => (
              <option key={option.variantId} value={option.variantId}>
                {option.label}
              </option>
            ))}
          </select>
        </label>
      )}
      {!failed && left !== null && (
        <p className="mt-1 text-sm text-accent-deep" role="status">
          {left > 0 ? t("optionLeft", { left }) : t("optionSoldOut")}
        </p>
      )}
      <p className="mt-1 text-sm text-soft">{t(failed ? "optionsFailed" : "samePrice")}</p>
    </div>
  );
}
