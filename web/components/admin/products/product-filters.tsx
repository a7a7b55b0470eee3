import { useTranslations } from "next-intl";
import { statuses } from "@/lib/admin/products/statuses";
import type { TreeRow } from "@/lib/admin/products/tree";

type Props = { status: string; category: string; categories: readonly TreeRow[] };

export function ProductFilters({ status, category, categories }: Props) {
  const t = useTranslations("products");
  return (
    <>
      <select aria-label={t("state")} className="field w-auto! max-w-60" defaultValue={status} name="status">
        <option value="">{t("allStatuses")}</option>
        {statuses.map((each) => (
          <option key={each} value={each}>
            {t(`statuses.${each}`)}
          </option>
        ))}
      </select>
      <select
        aria-label={t("fields.categoryIds")}
        className="field w-auto! max-w-60"
        defaultValue={category}
        name="category"
      >
        <option value="">{t("allCategories")}</option>
        {categories.map(({ id, slug, name, depth }) => (
          <option key={id} value={slug}>
            {"\u2003".repeat(depth) + name}
          </option>
        ))}
      </select>
    </>
  );
}
