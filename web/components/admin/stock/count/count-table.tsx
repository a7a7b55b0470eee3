import { useTranslations } from "next-intl";
import { useState } from "react";
import { type Column, DataTable } from "@/components/admin/frame/data-table";
import { type CountedRow, differenceOf, MOST_COUNTED } from "@/lib/admin/stock/stock-take";
import { Difference } from "./difference";

type Props = {
  rows: readonly CountedRow[];
  /** While the rows are being sent. */
  locked: boolean;
  correct: (row: CountedRow, counted: number) => void;
  remove: (sku: string) => void;
  /** Enter in a row's field: the next scan. */
  next: () => void;
};

export function CountTable({ rows, locked, correct, remove, next }: Props) {
  const t = useTranslations("stockTake");
  const columns: Column<CountedRow>[] = [
    {
      name: "goods",
      label: t("goods"),
      cell: ({ goods }) => (
        <span className="block max-w-72 min-w-36 whitespace-normal">
          {goods === null ? "…" : goods.name || "–"}
          {goods?.options && <span className="block text-sm text-soft">{goods.options}</span>}
        </span>
      ),
    },
    { name: "sku", label: "SKU", cell: ({ sku }) => sku },
    { name: "onHand", label: t("onHand"), figures: true, cell: ({ onHand }) => onHand },
    {
      name: "counted",
      label: t("counted"),
      figures: true,
      cell: (row) => <CountField correct={correct} locked={locked} next={next} row={row} />,
    },
    {
      name: "difference",
      label: t("difference"),
      figures: true,
      cell: (row) => <Difference pieces={differenceOf(row)} />,
    },
    {
      name: "remove",
      label: t("remove"),
      quiet: true,
      figures: true,
      cell: ({ sku }) => (
        <button
          aria-disabled={locked}
          aria-label={t("removeOf", { sku })}
          className="min-h-11 px-2 text-sm text-accent-deep underline underline-offset-4"
          onClick={() => remove(sku)}
          type="button"
        >
          {t("remove")}
        </button>
      ),
    },
  ];
  return <DataTable caption={t("table")} columns={columns} keyOf={({ sku }) => sku} rows={rows} />;
}

type FieldProps = Pick<Props, "locked" | "correct" | "next"> & { row: CountedRow };

/** What is no number is not taken, such as a SKU that was scanned into this field. */
function CountField({ row, locked, correct, next }: FieldProps) {
  const t = useTranslations("stockTake");
  const [typed, setTyped] = useState<string | null>(null);
  const isCount = (text: string) => /^[0-9]{1,7}$/.test(text) && Number(text) <= MOST_COUNTED;
  return (
    <input
      aria-invalid={typed !== null && !isCount(typed) ? true : undefined}
      aria-label={t("countedOf", { sku: row.sku })}
      autoComplete="off"
      className="field w-24! text-right tabular-nums"
      inputMode="numeric"
      onBlur={() => setTyped(null)}
      onChange={({ currentTarget: { value } }) => {
        const text = value.normalize("NFKC").trim();
        setTyped(text);
        if (isCount(text)) correct(row, Number(text));
      }}
      onFocus={({ currentTarget }) => currentTarget.select()}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.nativeEvent.isComposing) next();
      }}
      readOnly={locked}
      value={typed ?? row.counted}
    />
  );
}
