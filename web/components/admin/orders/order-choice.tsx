"use client";

import clsx from "clsx";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Notice, Refusal } from "@/components/form/notice";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { prepareOrders } from "@/lib/api/staff-orders";
import type { StaffOrderList } from "@/lib/api/types";
import { OrderTable } from "./order-table";

type Rows = StaffOrderList["items"];
type Props = { rows: Rows; slipsPath: string };

/** The list of orders for those who fulfil them: rows are chosen, and prepared or printed together. */
export function OrderChoice({ rows, slipsPath }: Props) {
  const t = useTranslations("adminOrders");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const ids = rows.map(({ id }) => id);
  const toggle = (some: readonly string[], on: boolean) =>
    setChosen([...chosen.filter((id) => !some.includes(id)), ...(on ? some : [])]);
  const here = ids.filter((id) => chosen.includes(id));
  return (
    <>
      <ChosenOrders chosen={here} clear={() => setChosen([])} rows={rows} slipsPath={slipsPath} />
      <label className="mb-1 inline-flex min-h-11 items-center gap-2 px-4 text-[0.9375rem]">
        <input
          checked={here.length === ids.length}
          className="size-5 accent-ink"
          onChange={(event) => toggle(ids, event.currentTarget.checked)}
          type="checkbox"
        />
        {t("choosePage")}
      </label>
      <OrderTable
        choice={({ id, number }) => (
          <input
            aria-label={t("choose", { number })}
            checked={chosen.includes(id)}
            className="size-5 shrink-0 accent-ink"
            onChange={(event) => toggle([id], event.currentTarget.checked)}
            type="checkbox"
          />
        )}
        rows={rows}
      />
    </>
  );
}

type ChosenProps = Props & { chosen: string[]; clear: () => void };

/** What is done with the chosen orders, and what came of it. */
function ChosenOrders({ rows, chosen, clear, slipsPath }: ChosenProps) {
  const t = useTranslations("adminOrders");
  const api = useApi();
  const router = useRouter();
  const state = useChange();
  const [done, setDone] = useState<{ prepared: number; refused: string[] } | null>(null);
  const numberOf = new Map(rows.map(({ id, number }) => [id, number]));
  const prepare = () =>
    state.change({
      call: () => prepareOrders(api, chosen),
      after: ({ results }) => {
        const refused = results.filter(({ outcome }) => outcome === "refused");
        const numbers = refused.map(({ id }) => numberOf.get(id) ?? id);
        setDone({ prepared: results.length - refused.length, refused: numbers });
        clear();
        router.refresh();
      },
    });
  return (
    <>
      <Notice text={done && done.prepared > 0 ? t("preparedChosen", { count: done.prepared }) : null} />
      <Refusal
        text={
          done && done.refused.length > 0
            ? t("refusedChosen", { numbers: done.refused.join(", ") })
            : state.errors.failure
        }
      />
      {chosen.length > 0 && (
        <section
          aria-label={t("chosenOrders")}
          className={clsx(
            "mb-3 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-white p-4",
          )}
        >
          <p className="font-medium" role="status">
            {t("chosen", { count: chosen.length })}
          </p>
          <button className="min-h-11 text-link" onClick={clear} type="button">
            {t("clear")}
          </button>
          <button
            aria-disabled={state.busy}
            className="button button-ink"
            onClick={() => void prepare()}
            type="button"
          >
            {t("prepareChosen")}
          </button>
          <form
            action={slipsPath}
            className="flex flex-wrap items-center gap-3"
            target="_blank"
            rel="noopener"
          >
            <input name="ids" type="hidden" value={chosen.join(",")} />
            <label className="inline-flex min-h-11 items-center gap-2 text-[0.9375rem]">
              <input className="size-5 accent-ink" name="prices" type="checkbox" value="1" />
              {t("withPrices")}
            </label>
            <button className="button button-line" type="submit">
              {t("slips")}
            </button>
          </form>
        </section>
      )}
    </>
  );
}
