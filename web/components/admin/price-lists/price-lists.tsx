import { useTranslations } from "next-intl";
import { Mark } from "@/components/admin/frame/mark";
import { RowLink } from "@/components/admin/frame/row-link";
import { Period } from "@/components/admin/frame/when";
import type { MemberGroup, PriceList } from "@/lib/api/types";
import { DataTable } from "../frame/data-table";

type Props = { lists: readonly PriceList[]; groups: readonly MemberGroup[] };

/** The price lists, the newest first: whom each is for, when, and whether it applies now. */
export function PriceLists({ lists, groups }: Props) {
  const t = useTranslations("priceLists");
  const names = new Map(groups.map(({ code, name }) => [code, name]));
  return (
    <DataTable
      caption={t("title")}
      columns={[
        {
          name: "name",
          label: t("fields.name"),
          cell: ({ id, name }) => <RowLink name={name} to={`/admin/price-lists/${id}`} />,
        },
        {
          name: "group",
          label: t("fields.memberGroup"),
          cell: ({ memberGroup }) =>
            memberGroup === null ? t("everybody") : (names.get(memberGroup) ?? memberGroup),
        },
        {
          name: "period",
          label: t("period"),
          cell: ({ startsAt, endsAt }) => <Period always={t("always")} endsAt={endsAt} startsAt={startsAt} />,
        },
        { name: "count", label: t("prices"), figures: true, cell: ({ priceCount }) => priceCount },
        {
          name: "state",
          label: t("state"),
          cell: ({ active, applies }) => (
            <Mark tone={applies ? "good" : active ? "plain" : "over"}>
              {t(applies ? "applies" : active ? "waits" : "off")}
            </Mark>
          ),
        },
      ]}
      keyOf={({ id }) => id}
      rows={lists}
    />
  );
}
