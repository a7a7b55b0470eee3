"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ChangeForm } from "@/components/form/change-form";
import { useChange } from "@/components/form/use-change";
import {
  newPromotionOf,
  type PromotionPlace,
  promotionPlaces,
} from "@/lib/admin/promotions/promotion-fields";
import { useApi } from "@/lib/api/browser";
import { createPromotion } from "@/lib/api/promotions";
import type { Category, Currency } from "@/lib/api/types";
import { PromotionFieldset } from "./promotion-fieldset";
import { SimulationPanel } from "./simulation-panel";

type Props = { currency: Currency; categories: readonly Category[] };

/** Makes a promotion. What it takes off cannot be changed later. */
export function NewPromotion({ currency, categories }: Props) {
  const t = useTranslations("adminPromotions");
  const api = useApi();
  const router = useRouter();
  const state = useChange<PromotionPlace>({ fields: promotionPlaces });
  const labels: Record<PromotionPlace, string> = {
    promotionName: t("fields.promotionName"),
    buy: t("fields.buy"),
    get: t("fields.get"),
    percent: t("fields.percent"),
    tiers: t("fields.tiers"),
    startsAt: t("fields.startsAt"),
    endsAt: t("fields.endsAt"),
  };
  const check = (values: FormData): Partial<Record<PromotionPlace, string>> => {
    const read = newPromotionOf(values, currency);
    return "wrong" in read ? Object.fromEntries(read.wrong.map((place) => [place, t("wrong")])) : {};
  };
  const send = async (values: FormData, form: HTMLFormElement) => {
    const read = newPromotionOf(values, currency);
    if ("wrong" in read) return;
    await state.change({
      call: () => createPromotion(api, read.request),
      done: t("created"),
      after: () => {
        form.reset();
        router.refresh();
      },
    });
  };
  const draftOf = (values: FormData) => {
    const read = newPromotionOf(values, currency);
    return "wrong" in read ? null : { promotion: read.request };
  };
  return (
    <ChangeForm check={check} labels={labels} send={send} state={state} submit={t("create")}>
      <PromotionFieldset categories={categories} errors={state.errors.fields} />
      <SimulationPanel draftOf={draftOf} />
    </ChangeForm>
  );
}
