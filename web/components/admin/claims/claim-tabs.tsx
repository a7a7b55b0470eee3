import { useTranslations } from "next-intl";
import { type ClaimSearch, claimTabs } from "@/lib/admin/claim-filters";
import type { StaffClaimList } from "@/lib/api/types";
import { StatusTabs } from "../frame/status-tabs";

type Props = { path: string; search: ClaimSearch; counts: StaffClaimList["counts"] };

/** The steps with how many claims fit the search, each with its own address. */
export function ClaimTabs({ path, search, counts }: Props) {
  const t = useTranslations("adminClaims");
  const words = useTranslations("claims");
  const tabs = [
    { status: "", label: t("all") },
    ...claimTabs.map((status) => ({
      status,
      label: t("tab", { status: words(`statuses.${status}`), count: counts[status] }),
    })),
  ];
  return <StatusTabs name={t("tabs")} path={path} search={search} tabs={tabs} />;
}
