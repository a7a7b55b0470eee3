"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Refusal } from "@/components/form/notice";
import { PrintButton } from "@/components/ui/print-button";
import { useApi } from "@/lib/api/browser";
import { readPackingSlips } from "@/lib/api/staff-orders";
import type { PackingSlips } from "@/lib/api/types";
import { PackingSlip } from "./packing-slip";

type Props = { ids: string[]; prices: boolean; shop: string };

/** The browser reads the slips: each read is recorded, and a page that is prefetched is no read. */
export function SlipSheets({ ids, prices, shop }: Props) {
  const t = useTranslations("adminOrders");
  const api = useApi();
  const [slips, setSlips] = useState<PackingSlips | null>(null);
  const [failed, setFailed] = useState(false);
  const wanted = ids.join(",");
  useEffect(() => {
    let left = false;
    void readPackingSlips(api, wanted.split(","), prices).then((answer) => {
      if (left) return;
      if (answer.ok) setSlips(answer.data);
      else setFailed(true);
    });
    return () => {
      left = true;
    };
  }, [api, wanted, prices]);

  if (failed) return <Refusal text={t("slipsFailed")} />;
  if (!slips) return <p role="status">{t("slipsLoading")}</p>;
  return (
    <>
      {slips.left.length > 0 && (
        <p className="mb-4 print:hidden">{t("slipsLeft", { count: slips.left.length })}</p>
      )}
      {slips.items.length === 0 ? (
        <p className="py-10 text-soft">{t("noSlips")}</p>
      ) : (
        <div className="mb-4 print:hidden">
          <PrintButton label={t("print")} />
        </div>
      )}
      {slips.items.map((slip) => (
        <PackingSlip key={slip.id} shop={shop} slip={slip} />
      ))}
    </>
  );
}
