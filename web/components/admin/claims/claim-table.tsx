import clsx from "clsx";
import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/admin/frame/data-table";
import { Goods } from "@/components/admin/frame/goods";
import { Mark } from "@/components/admin/frame/mark";
import { RowLink } from "@/components/admin/frame/row-link";
import { latenessOf } from "@/lib/admin/claim-filters";
import { claimTones } from "@/lib/admin/status-tones";
import type { StaffClaimList } from "@/lib/api/types";

type Row = StaffClaimList["items"][number];

export function ClaimTable({ rows }: { rows: Row[] }) {
  const t = useTranslations("adminClaims");
  const words = useTranslations("claims");
  const columns: Column<Row>[] = [
    {
      name: "number",
      label: t("number"),
      cell: ({ id, number }) => <RowLink name={number} to={`/admin/claims/${id}`} />,
    },
    { name: "kind", label: t("kind"), cell: ({ kind }) => words(`kinds.${kind}`) },
    {
      name: "status",
      label: t("status"),
      cell: ({ status }) => <Mark tone={claimTones[status]}>{words(`statuses.${status}`)}</Mark>,
    },
    { name: "buyer", label: t("buyer"), cell: ({ name }) => name },
    {
      name: "goods",
      label: t("goods"),
      cell: ({ firstSku, firstName, pieces, kind, wanted }) => (
        <>
          <Goods count={t("pieces", { pieces })} name={firstName} sku={firstSku} />
          {kind === "exchange" && wanted && <span className="block text-sm">→ {wanted}</span>}
        </>
      ),
    },
    { name: "fault", label: t("fault"), cell: ({ fault }) => words(`faults.${fault}`) },
    { name: "age", label: t("age"), cell: (row) => <Age row={row} /> },
  ];
  return <DataTable caption={t("title")} columns={columns} keyOf={({ id }) => id} rows={rows} />;
}

/** How long ago it was requested; the colour is said in words too. */
function Age({ row }: { row: Row }) {
  const t = useTranslations("adminClaims");
  const lateness = latenessOf(row);
  return (
    <time
      className={clsx(
        "rounded-md whitespace-nowrap",
        lateness === "slow" && "bg-sand px-2 py-1 font-semibold",
        lateness === "late" && "bg-accent-wash px-2 py-1 font-semibold text-accent-deep",
      )}
      dateTime={row.requestedAt}
    >
      {t("days", { days: row.ageDays })}
      {lateness !== "none" && ` · ${t(lateness)}`}
    </time>
  );
}
