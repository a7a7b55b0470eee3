"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { StaffAttribute } from "@/lib/api/types";
import { AskFirst, Question } from "../frame/ask-first";
import type { AttributeList } from "./use-attributes";

type Props = { row: StaffAttribute; list: AttributeList; removed: () => void };

/** Asks once more, with their number, where products have it. */
export function DeleteAttribute(props: Props) {
  const t = useTranslations("attributes");
  return (
    <AskFirst label={t("delete")} title={t("deleteTitle", { name: props.row.name })}>
      {(close) => <Delete {...props} close={close} />}
    </AskFirst>
  );
}

function Delete({ row, list, removed, close }: Props & { close: () => void }) {
  const t = useTranslations("attributes");
  /** Products that have it, when the shop has said so. */
  const [uses, setUses] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const remove = async () => {
    const result = await list.remove(row, uses !== null);
    if (result.ok) {
      close();
      removed();
    } else if (result.problem.code === "ATTRIBUTE_IN_USE") setUses(result.problem.products ?? 1);
    else setFailure(result.problem.title);
  };
  return (
    <Question
      failure={failure}
      no={{ label: t("cancel"), act: close }}
      text={uses === null ? t("deleteText") : t("deleteInUse", { count: uses })}
      title={t("deleteTitle", { name: row.name })}
      yes={{ label: t(uses === null ? "deleteConfirm" : "deleteFromProducts"), act: remove }}
    />
  );
}
