import clsx from "clsx";
import { useTranslations } from "next-intl";
import { ShopLink } from "@/components/ui/shop-link";
import { type ClaimSearch, claimTabs } from "@/lib/admin/claim-filters";
import { listAddress } from "@/lib/admin/list-address";
import type { StaffClaimList } from "@/lib/api/types";

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
  return (
    <nav aria-label={t("tabs")} className="my-5 flex flex-wrap gap-1 border-b border-line">
      {tabs.map(({ status, label }) => (
        <ShopLink
          aria-current={status === search.status ? "page" : undefined}
          className={clsx(
            "-mb-px inline-flex min-h-11 items-center border-b-2 px-3 tabular-nums",
            status === search.status ? "border-ink font-bold" : "border-transparent text-soft hover:text-ink",
          )}
          href={listAddress(path, { ...search, status })}
          key={status}
        >
          {label}
        </ShopLink>
      ))}
    </nav>
  );
}
