import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Banner } from "@/components/home/banner";
import { CategoryTiles } from "@/components/home/category-tiles";
import { Editorial } from "@/components/home/editorial";
import { Hero } from "@/components/home/hero";
import { Shelf } from "@/components/home/shelf";
import { SoonOpen } from "@/components/home/soon-open";
import { JsonLd } from "@/components/json-ld";
import { ProductRow } from "@/components/recommendations/product-row";
import { listProducts } from "@/lib/api/catalog";
import { unwrap } from "@/lib/api/problem";
import { categories, serverApi } from "@/lib/api/server";
import { shopDetails } from "@/lib/api/shop";
import type { ProductCard } from "@/lib/api/types";
import { compactPicture } from "@/lib/compact-picture";
import { publicUrl } from "@/lib/config";
import { pageMetadata } from "@/lib/page-metadata";
import { freshShelf, saleShelf } from "@/lib/shelves";
import { shopData } from "@/lib/structured-data";

const SHELF_SIZE = 8;

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale, shop] = await Promise.all([getTranslations("meta"), getLocale(), shopDetails()]);
  const { title, ...rest } = await pageMetadata({
    locale,
    path: "/",
    title: shop.title ?? shop.name,
    description: shop.description ?? t("description", { name: shop.name }),
  });
  return { ...rest, title: { absolute: String(title) } };
}

/** One small read per category; the API answers all of them from memory. */
async function newestOf(category: string): Promise<ProductCard[]> {
  const query = new URLSearchParams({ category, sort: "newest", limit: String(SHELF_SIZE) });
  return unwrap(await listProducts(await serverApi(), query)).items;
}

/** Products need no category. */
const countProducts = async (): Promise<number> =>
  unwrap(await listProducts(await serverApi(), new URLSearchParams({ limit: "1" }))).total;

export default async function HomePage() {
  const [t, locale, shop, { items }] = await Promise.all([
    getTranslations("home"),
    getLocale(),
    shopDetails(),
    categories().then(unwrap),
  ]);
  const byCategory = await Promise.all(items.map(({ slug }) => newestOf(slug)));
  if (byCategory.flat().length === 0 && (await countProducts()) === 0) return <SoonOpen />;
  const fresh = freshShelf(byCategory, SHELF_SIZE);
  const { story, banner } = shop;
  return (
    <>
      <JsonLd data={shopData(publicUrl(), locale, shop)} />
      <Hero shop={shop} />
      <CategoryTiles
        tiles={items.map(({ slug, name, image }) => ({
          slug,
          name,
          picture: image && compactPicture(image),
        }))}
        title={t("categories")}
      />
      <Shelf
        id="new"
        more={{ href: "/products", label: t("more") }}
        products={fresh}
        text={t("newText")}
        title={t("newTitle")}
      />
      <div className="shell">
        <ProductRow placement="home" />
      </div>
      {story && <Editorial story={story} />}
      <Shelf
        id="sale"
        more={{ href: "/products?sort=price", label: t("more") }}
        products={saleShelf(byCategory.flat(), fresh, SHELF_SIZE)}
        text={t("saleText")}
        title={t("saleTitle")}
      />
      {banner && items.some(({ slug }) => slug === banner.category) && <Banner banner={banner} />}
    </>
  );
}
