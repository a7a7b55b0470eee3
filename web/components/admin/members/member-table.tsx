import { useLocale, useTranslations } from "next-intl";
import { Mark } from "@/components/admin/frame/mark";
import { RowLink } from "@/components/admin/frame/row-link";
import { When } from "@/components/admin/frame/when";
import { memberTones } from "@/lib/admin/status-tones";
import type { StaffMember } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { DataTable } from "../frame/data-table";

/** Members as staff find them, the newest first. Each leads to the member's page. */
export function MemberTable({ members }: { members: readonly StaffMember[] }) {
  const t = useTranslations("adminMembers");
  const locale = useLocale();
  return (
    <DataTable
      caption={t("title")}
      columns={[
        {
          name: "email",
          label: t("email"),
          cell: ({ id, email }) => <RowLink name={email} to={`/admin/members/${id}`} />,
        },
        { name: "name", label: t("name"), cell: ({ name }) => name },
        { name: "group", label: t("group"), cell: ({ group }) => group ?? "" },
        { name: "orders", label: t("orderCount"), figures: true, cell: ({ orders }) => orders.count },
        {
          name: "spent",
          label: t("spent"),
          figures: true,
          cell: ({ orders }) => formatMoney(orders.spent, locale),
        },
        {
          name: "status",
          label: t("status"),
          cell: ({ status }) => <Mark tone={memberTones[status]}>{t(`statuses.${status}`)}</Mark>,
        },
        { name: "since", label: t("since"), cell: ({ createdAt }) => <When at={createdAt} day /> },
      ]}
      keyOf={({ id }) => id}
      rows={members}
    />
  );
}
