"use client";

import { useTranslations } from "next-intl";
import { useChange } from "@/components/form/use-change";
import { priceListPlaces } from "@/lib/admin/price-lists/price-list-fields";

type Place = (typeof priceListPlaces)[keyof typeof priceListPlaces];

/** What is wrong with a form of a price list, in its words. */
export function usePriceListForm() {
  const t = useTranslations("priceLists");
  const required = useTranslations("form.inputErrors")("required");
  const state = useChange<Place>({ fields: priceListPlaces, codes: { STALE_EDIT: t("stale") } });
  const labels: Record<Place, string> = {
    listName: t("fields.name"),
    memberGroup: t("fields.memberGroup"),
    startsAt: t("fields.startsAt"),
    endsAt: t("fields.endsAt"),
  };
  const check = (values: FormData): Partial<Record<Place, string>> => ({
    ...(String(values.get("listName") ?? "").trim() === "" && { listName: required }),
  });
  return { state, labels, check };
}
