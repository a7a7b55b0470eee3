"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { ChangeForm } from "@/components/form/change-form";
import { fieldsOfForm, newPriceListOf } from "@/lib/admin/price-lists/price-list-fields";
import { useApi } from "@/lib/api/browser";
import { createPriceList } from "@/lib/api/price-lists";
import type { MemberGroup } from "@/lib/api/types";
import { localePath } from "@/lib/paths";
import { PriceListFieldset } from "./price-list-fieldset";
import { usePriceListForm } from "./use-price-list-form";

const empty = { name: "", memberGroup: "", startsAt: "", endsAt: "", active: true };

/** Makes a list without prices, and leads to it. */
export function NewPriceList({ groups }: { groups: readonly MemberGroup[] }) {
  const t = useTranslations("priceLists");
  const api = useApi();
  const router = useRouter();
  const locale = useLocale();
  const { state, labels, check } = usePriceListForm();
  return (
    <ChangeForm
      check={check}
      labels={labels}
      send={(values) =>
        state.change({
          call: () => createPriceList(api, newPriceListOf(fieldsOfForm(values))),
          after: ({ id }) => router.push(localePath(locale, `/admin/price-lists/${id}`)),
        })
      }
      state={state}
      submit={t("create")}
    >
      <PriceListFieldset errors={state.errors.fields} groups={groups} stored={empty} />
    </ChangeForm>
  );
}
