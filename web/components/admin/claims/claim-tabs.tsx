import { useTranslations } from "next-intl";
import { type ClaimSearch, claimTabs } from "@/lib/admin/claim-filters";
import type { StaffClaimList } from "@/lib/api/types";
import { StatusTabs } from "../frame/status-tabs";

type Props = { path: string; search: ClaimSearch; counts: StaffClaimList["counts"] | undefined };

/** The API counts no further. */
const MOST = 1_000;
const countOf = (count: number): string => `${count}${count === MOST ? "+" : ""}`;

/** The steps with how many claims fit the search, each with its own address. */
export function ClaimTabs({ path, search, counts }: Props) {
  const t = useTranslations("adminClaims");
  const words = useTranslations("claims");
  const tabs = [
    { status: "", label: t("all") },
    ...claimTabs.map((status) => ({
      status,
      label: counts
        ? t("tab", { status: words(`statuses.${status}`), count: countOf(counts[status]) })
        : words(`statuses.${status}`),
    })),
  ];
  return <StatusTabs name={t("tabs")} path={path} search={search} tabs={tabs} />;
}
