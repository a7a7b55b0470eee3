"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Refusal } from "@/components/form/notice";
import type { ApiResult } from "@/lib/api/problem";
import type { StaffBrand } from "@/lib/api/types";

type Props = {
  row: StaffBrand;
  /** Of the brand that has the name. */
  name: string;
  merge: () => Promise<ApiResult<StaffBrand>>;
  merged: (into: StaffBrand) => void;
};

/** Says what merging does before it is done: it cannot be taken back. */
export function MergeOffer({ row, name, merge, merged }: Props) {
  const t = useTranslations("brands");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const act = async () => {
    if (busy) return;
    setBusy(true);
    const result = await merge();
    setBusy(false);
    if (result.ok) merged(result.data);
    else setFailure(result.problem.code === "STALE_EDIT" ? t("stale") : result.problem.title);
  };
  return (
    <div className="rounded-md border border-line bg-sand p-4">
      <p className="text-[0.9375rem]" role="status">
        {t("mergeText", { from: row.name, into: name, count: row.productCount })}
      </p>
      <Refusal text={failure} />
      <button
        aria-disabled={busy}
        className="button button-line mt-3 min-h-11 px-4"
        onClick={() => void act()}
        type="button"
      >
        {t("merge", { into: name })}
      </button>
    </div>
  );
}
