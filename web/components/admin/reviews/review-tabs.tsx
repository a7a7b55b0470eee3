import clsx from "clsx";
import { useTranslations } from "next-intl";
import { ShopLink } from "@/components/ui/shop-link";
import { listAddress } from "@/lib/admin/list-address";
import type { ReviewTab } from "@/lib/admin/review-filters";

/** Reviews and questions, each with its own address. */
export function ReviewTabs({ path, tab }: { path: string; tab: ReviewTab }) {
  const t = useTranslations("adminReviews");
  return (
    <nav aria-label={t("tabs")} className="mb-5 flex gap-1 border-b border-line">
      {(["reviews", "questions"] as const).map((name) => (
        <ShopLink
          aria-current={name === tab ? "page" : undefined}
          className={clsx(
            "-mb-px inline-flex min-h-11 items-center border-b-2 px-3",
            name === tab ? "border-ink font-bold" : "border-transparent text-soft hover:text-ink",
          )}
          href={listAddress(path, { tab: name === "reviews" ? "" : name })}
          key={name}
        >
          {t(name)}
        </ShopLink>
      ))}
    </nav>
  );
}
