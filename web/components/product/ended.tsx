import { getTranslations } from "next-intl/server";
import type { Problem } from "@/lib/api/problem";
import { ProductRow } from "../recommendations/product-row";
import { Missing } from "../ui/missing";

/** In place of the page of a product that the shop no longer sells: where there are others. */
export async function EndedProduct({ ended: { categories } }: { ended: Problem }) {
  const t = await getTranslations("notFound");
  const category = categories?.[0];
  const next = category && { label: t("more", { name: category.name }), href: `/c/${category.slug}` };
  return (
    <Missing next={next} of="endedProduct">
      <div className="shell pb-16">
        {category ? (
          <ProductRow categoryId={category.id} placement="category" />
        ) : (
          <ProductRow placement="home" />
        )}
      </div>
    </Missing>
  );
}
