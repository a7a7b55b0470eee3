import clsx from "clsx";
import { useTranslations } from "next-intl";
import type { ProductStatus } from "@/lib/api/types";

const LOOK: Record<ProductStatus, string> = {
  active: "bg-leaf-wash text-leaf",
  scheduled: "bg-accent-wash text-accent-deep",
  draft: "bg-sand text-ink",
  archived: "border border-line text-soft",
};

export function StatusMark({ status }: { status: ProductStatus }) {
  const t = useTranslations("products.statuses");
  return (
    <span
      className={clsx(
        "rounded-md px-2 py-0.5 text-[0.8125rem] font-semibold whitespace-nowrap",
        LOOK[status],
      )}
    >
      {t(status)}
    </span>
  );
}
