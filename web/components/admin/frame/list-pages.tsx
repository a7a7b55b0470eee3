import { useTranslations } from "next-intl";
import { ShopLink } from "@/components/ui/shop-link";
import { listAddress } from "@/lib/admin/list-address";

type Props = {
  path: string;
  /** What was searched for. */
  search: Readonly<Record<string, string>>;
  /** Where this page begins; "" for the first. */
  cursor: string;
  nextCursor: string | null;
  /** The parameter of the address, where a page has several lists. */
  nameOfCursor?: string;
};

/** The ways to the first and to the next page of a list. The browser's way back leads to the page before. */
export function ListPages({ path, search, cursor, nextCursor, nameOfCursor = "cursor" }: Props) {
  const t = useTranslations("adminFrame");
  if (cursor === "" && nextCursor === null) return null;
  return (
    <nav aria-label={t("pages")} className="mt-5 flex gap-2">
      {cursor !== "" && (
        <ShopLink className="button button-line" href={listAddress(path, search)}>
          {t("firstPage")}
        </ShopLink>
      )}
      {nextCursor !== null && (
        <ShopLink
          className="button button-line"
          href={listAddress(path, { ...search, [nameOfCursor]: nextCursor })}
        >
          {t("nextPage")}
        </ShopLink>
      )}
    </nav>
  );
}
