import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ShopLink } from "@/components/ui/shop-link";

type Props = {
  /** Why there is none, and what comes next. */
  text: string;
  /** Where the list is whole again, when a search or a filter emptied it. */
  whole?: string;
  children?: ReactNode;
};

/** Stands in place of a table without rows. */
export const NoRows = ({ text, whole, children }: Props) => (
  <div className="rounded-lg border border-dashed border-edge bg-white px-5 py-8 text-center text-soft">
    <p className="text-balance">{text}</p>
    {whole && <ToWhole path={whole} />}
    {children}
  </div>
);

function ToWhole({ path }: { path: string }) {
  const t = useTranslations("adminFrame");
  return (
    <ShopLink className="mt-2 inline-flex min-h-11 items-center text-link" href={path}>
      {t("clearSearch")}
    </ShopLink>
  );
}
