"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useApi } from "@/lib/api/browser";
import { deletePriceList } from "@/lib/api/price-lists";
import type { PriceList } from "@/lib/api/types";
import { localePath } from "@/lib/paths";
import { AskFirst, Question } from "../frame/ask-first";
import { useProblemWords } from "../frame/use-problem-words";

/** The prices go with the list. */
export function DeletePriceList({ list }: { list: PriceList }) {
  const t = useTranslations("priceLists");
  const wordsOf = useProblemWords(t("stale"));
  const api = useApi();
  const router = useRouter();
  const locale = useLocale();
  const [failure, setFailure] = useState<string | null>(null);
  const title = t("deleteTitle", { name: list.name });
  const remove = async () => {
    const result = await deletePriceList(api, list);
    if (result.ok) router.push(localePath(locale, "/admin/price-lists"));
    else setFailure(wordsOf(result.problem));
  };
  return (
    <AskFirst label={t("delete")} title={title}>
      {(close) => (
        <Question
          failure={failure}
          no={{ label: t("cancel"), act: close }}
          text={t("deleteText", { count: list.priceCount })}
          title={title}
          yes={{ label: t("delete"), act: remove }}
        />
      )}
    </AskFirst>
  );
}
