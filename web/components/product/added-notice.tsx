"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { report } from "@/lib/recommendations/report";
import { Icon } from "../ui/icon";
import { ShopLink } from "../ui/shop-link";
import { useSelection } from "./selection";

const SHOWN_MS = 6000;

type Props = { close: () => void; limitedTo: number | null };

/** Confirms the addition and links to the cart. It disappears by itself, because the cart's count stays. */
export default function AddedNotice({ close, limitedTo }: Props) {
  const t = useTranslations("buy");
  const { product } = useSelection();
  useEffect(() => report("cart", product.id), [product.id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: one notice, one timer
  useEffect(() => {
    // What was not added has to be read.
    if (limitedTo !== null) return;
    const timer = setTimeout(close, SHOWN_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="notice bg-ink" role="status">
      <Icon className="shrink-0" name={limitedTo === null ? "check" : "alert"} size={20} />
      <p>{limitedTo === null ? t("added") : t("limited", { count: limitedTo })}</p>
      <ShopLink href="/cart">{t("toCart")}</ShopLink>
    </div>
  );
}
