import { useLocale, useTranslations } from "next-intl";
import { ShopLink } from "@/components/ui/shop-link";
import type { MemberGroup, PriceList } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { DataTable } from "../frame/data-table";

type Props = { lists: readonly PriceList[]; groups: readonly MemberGroup[] };

/** The price lists, the newest first: whom each is for, when, and whether it applies now. */
export function PriceLists({ lists, groups }: Props) {
  const t = useTranslations("priceLists");
  const locale = useLocale();
  const names = new Map(groups.map(({ code, name }) => [code, name]));
  const moment = (text: string | null) => (text === null ? "" : formatDateTime(text, locale));
  const stateOf = ({ active, applies }: PriceList) => t(applies ? "applies" : active ? "waits" : "off");
  return (
    <DataTable
      caption={t("title")}
      columns={[
        {
          name: "name",
          label: t("fields.name"),
          cell: ({ id, name }) => (
            <ShopLink
              className="inline-flex min-h-11 items-center text-link"
              href={`/admin/price-lists/${id}`}
            >
              {name}
            </ShopLink>
          ),
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
          cell: ({ startsAt, endsAt }) =>
            startsAt || endsAt ? `${moment(startsAt)} – ${moment(endsAt)}` : t("always"),
        },
        { name: "count", label: t("prices"), figures: true, cell: ({ priceCount }) => priceCount },
        { name: "state", label: t("state"), cell: stateOf },
      ]}
      keyOf={({ id }) => id}
      rows={lists}
    />
  );
}
