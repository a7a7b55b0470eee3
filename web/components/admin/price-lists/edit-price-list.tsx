"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ChangeForm } from "@/components/form/change-form";
import { fieldsOf, fieldsOfForm, priceListEditOf } from "@/lib/admin/price-lists/price-list-fields";
import { useApi } from "@/lib/api/browser";
import { editPriceList, readPriceList } from "@/lib/api/price-lists";
import type { MemberGroup, PriceList } from "@/lib/api/types";
import { DeletePriceList } from "./delete-price-list";
import { PriceListFieldset } from "./price-list-fieldset";
import { usePriceListForm } from "./use-price-list-form";

type Props = { stored: PriceList; groups: readonly MemberGroup[]; readOnly: boolean };

/**
 * The settings of a price list. When another person saved first, the form keeps what is typed, and the next
 * attempt sends what differs from what is stored by then.
 */
export function EditPriceList({ stored, groups, readOnly }: Props) {
  const t = useTranslations("priceLists");
  const api = useApi();
  const router = useRouter();
  const [known, setKnown] = useState(stored);
  const { state, labels, check } = usePriceListForm();

  const save = async (values: FormData) => {
    const result = await editPriceList(api, known, priceListEditOf(known, fieldsOfForm(values)));
    if (!result.ok && result.problem.code === "STALE_EDIT") {
      const read = await readPriceList(api, known.id);
      if (read.ok) setKnown(read.data);
    }
    return result;
  };
  return (
    <fieldset className="min-w-0" disabled={readOnly}>
      <ChangeForm
        beside={!readOnly && <DeletePriceList list={known} />}
        check={check}
        labels={labels}
        send={(values) =>
          state.change({
            call: () => save(values),
            done: t("saved"),
            after: (list) => {
              setKnown(list);
              router.refresh();
            },
          })
        }
        state={state}
        submit={t("save")}
      >
        <PriceListFieldset errors={state.errors.fields} groups={groups} stored={fieldsOf(stored)} />
      </ChangeForm>
    </fieldset>
  );
}
