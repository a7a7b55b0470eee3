"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { deleteBrand } from "@/lib/api/brands";
import { useApi } from "@/lib/api/browser";
import type { StaffBrand } from "@/lib/api/types";
import { AskFirst, Question } from "../frame/ask-first";
import { useProblemWords } from "../frame/use-problem-words";

type Props = { row: StaffBrand; removed: () => void };

export function DeleteBrand({ row, removed }: Props) {
  const t = useTranslations("brands");
  const wordsOf = useProblemWords(t("stale"));
  const api = useApi();
  const [failure, setFailure] = useState<string | null>(null);
  const title = t("deleteTitle", { name: row.name });
  const remove = async (close: () => void) => {
    const result = await deleteBrand(api, row);
    if (!result.ok) return setFailure(wordsOf(result.problem));
    close();
    removed();
  };
  return (
    <AskFirst label={t("delete")} title={title}>
      {(close) => (
        <Question
          failure={failure}
          no={{ label: t("cancel"), act: close }}
          text={t("deleteText")}
          title={title}
          yes={{ label: t("deleteConfirm"), act: () => remove(close) }}
        />
      )}
    </AskFirst>
  );
}
