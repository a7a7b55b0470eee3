import { getTranslations } from "next-intl/server";
import { unwrap } from "@/lib/api/problem";
import { categories } from "@/lib/api/server";
import { filterCount, type Listing, listingPath, withoutFilters } from "@/lib/listing";
import { Empty } from "../ui/empty";
import { PillLink } from "../ui/pill-link";
import { ShopLink } from "../ui/shop-link";

/** What a list without a product shows: fewer filters, or where else to look. */
export async function NoProducts({ path, listing }: { path: string; listing: Listing }) {
  const t = await getTranslations("listing");
  if (filterCount(listing) > 0)
    return (
      <Empty text={t("noneFiltered")} title={t("none")}>
        <ShopLink className="button button-ink" href={listingPath(path, withoutFilters(listing))}>
          {t("clear")}
        </ShopLink>
      </Empty>
    );
  if (listing.q === "" && path === "/products") return <Empty text={t("emptyText")} title={t("empty")} />;
  const [title, text] = listing.q ? [t("none"), t("noneText")] : [t("empty"), t("emptyText")];
  return (
    <>
      <Empty text={text} title={title}>
        <ShopLink className="button button-ink" href="/products">
          {t("all")}
        </ShopLink>
      </Empty>
      <OtherCategories path={path} title={t("byCategory")} />
    </>
  );
}

async function OtherCategories({ path, title }: { path: string; title: string }) {
  const { items } = unwrap(await categories());
  const others = items.filter(({ slug }) => path !== `/c/${slug}`);
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="other-categories" className="-mt-8 pb-12 text-center md:-mt-14">
      <h3 className="font-bold" id="other-categories">
        {title}
      </h3>
      <ul className="mt-4 flex flex-wrap justify-center gap-2">
        {others.map(({ slug, name }) => (
          <li key={slug}>
            <PillLink href={`/c/${slug}`}>{name}</PillLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
