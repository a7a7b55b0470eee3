import { useTranslations } from "next-intl";
import type { StaffMember } from "@/lib/api/types";
import { DataTable } from "../frame/data-table";
import { GiveCoupon } from "./give-coupon";

type Props = { couponId: string; members: readonly StaffMember[] };

/** Members who were found, each with the way to give them the coupon. */
export function Receivers({ couponId, members }: Props) {
  const t = useTranslations("adminCoupons");
  const words = useTranslations("adminMembers");
  return (
    <DataTable
      caption={words("title")}
      columns={[
        { name: "email", label: words("email"), cell: ({ email }) => email },
        { name: "name", label: words("name"), cell: ({ name }) => name },
        {
          name: "give",
          label: t("give"),
          quiet: true,
          cell: (member) => <GiveCoupon couponId={couponId} member={member} />,
        },
      ]}
      keyOf={({ id }) => id}
      rows={members}
    />
  );
}
