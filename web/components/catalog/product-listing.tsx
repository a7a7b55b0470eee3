import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { serverApi } from "@/lib/api/server";
import type { ProductList } from "@/lib/api/types";
import { facetGroups } from "@/lib/facets";
import {
  changed,
  chosenBeside,
  filterCount,
  type Listing,
  listingPath,
  MAX_SHOWN,
  PAGE_SIZE,
  withoutFilters,
} from "@/lib/listing";
import { formatMoney } from "@/lib/money";
import { readList } from "@/lib/read-list";
import { inOrderOf } from "@/lib/search/personal-order";
import { searchOrderOf } from "@/lib/session/search-order";
import { ProductRow } from "../recommendations/product-row";
import { Empty } from "../ui/empty";
import { ShopLink } from "../ui/shop-link";
import { FacetList, type FacetListProps } from "./facet-list";
import { FilterChips } from "./filter-chips";
import { FilterSheet } from "./filter-sheet";
import { ProductGrid } from "./product-grid";
import { SortLinks } from "./sort-links";

/** The first results lead to what else may be meant. */
const SEEDS = 3;

type Props = { path: string; listing: Listing; title: string; intro?: ReactNode };

/**
 * A list of products with its filters, for the category pages and the search. It is part of the page's first
 * HTML and needs no script to appear, however long it took: the HTML may be shown to later visitors too.
 */
export async function ProductListing({ path, listing, title, intro }: Props) {
  const [t, list, order] = await Promise.all([
    getTranslations("listing"),
    serverApi().then((api) => readList(api, listing)),
    searchOrderOf(listing),
  ]);
  const products = inOrderOf(list.items, order);
  const beside = chosenBeside(path, listing);
  const filters = filterCount(beside);
  // There is nothing to filter or to sort either.
  if (list.items.length === 0 && listing.q === "" && filters === 0)
    return <NothingYet intro={intro} path={path} title={title} />;
  const facets = await facetsOf(path, listing, list);
  return (
    <div className="shell pt-8 md:pt-12">
      <h1 className="text-[1.75rem] font-bold md:text-4xl">{title}</h1>
      {intro}
      <Meant list={list} listing={listing} path={path} />
      <div className="mt-7 gap-12 md:mt-10 lg:grid lg:grid-cols-[14rem_1fr]">
        <aside aria-label={t("filters")} className="hidden lg:block">
          <h2 className="sr-only">{t("filters")}</h2>
          <FacetList {...facets} />
        </aside>
        <div className="min-w-0">
          <div className="flex items-center gap-4 border-b border-line pb-3">
            <FilterSheet
              close={t("close")}
              facets={facets}
              open={filters > 0 ? t("filtersChosen", { count: filters }) : t("filters")}
              show={t("show", { count: list.total })}
              title={t("filters")}
            />
            <p className="hidden shrink-0 text-[0.875rem] whitespace-nowrap text-soft xs:block" role="status">
              {t("count", { count: list.total })}
            </p>
            <div className="ml-auto min-w-0">
              <SortLinks listing={listing} path={path} />
            </div>
          </div>
          <FilterChips facets={list.facets} listing={beside} path={path} />
          {list.items.length === 0 ? (
            <NoProducts listing={beside} path={path} />
          ) : (
            <section aria-labelledby="results" className="mt-7">
              <h2 className="sr-only" id="results">
                {t("results")}
              </h2>
              <ProductGrid columns="beside" firstAhead products={products} />
            </section>
          )}
          {list.nextCursor && (
            <More
              cursor={list.nextCursor}
              listing={listing}
              path={path}
              shown={list.items.length}
              total={list.total}
            />
          )}
        </div>
      </div>
      {listing.q && list.items.length > 0 && (
        <ProductRow items={list.items.slice(0, SEEDS).map(({ id }) => id)} placement="search" />
      )}
    </div>
  );
}

/** The same objects for the column and for the sheet: what is shared is sent once. */
async function facetsOf(path: string, listing: Listing, { facets }: ProductList): Promise<FacetListProps> {
  const [t, locale] = await Promise.all([getTranslations("listing"), getLocale()]);
  const titles = {
    stock: t("stock"),
    inStockOnly: t("inStockOnly"),
    sale: t("sale"),
    onSaleOnly: t("onSaleOnly"),
    category: t("category"),
    brand: t("brand"),
  };
  const { price } = facets;
  return {
    path,
    listing,
    groups: facetGroups(facets, listing, path, titles),
    bounds: price && {
      min: price.min.amount,
      max: price.max.amount,
      text: `${formatMoney(price.min, locale)} – ${formatMoney(price.max, locale)}`,
    },
    words: {
      price: t("price"),
      from: t("from"),
      to: t("to"),
      apply: t("apply"),
      chosen: t("chosen"),
      countUnit: t("countUnit"),
    },
  };
}

/** What a search was taken for, and that its products are only near it. */
async function Meant({ path, listing, list }: { path: string; listing: Listing; list: ProductList }) {
  const t = await getTranslations("listing");
  const { correction, near } = list;
  if (!correction && !near) return null;
  return (
    <p className="mt-3 text-[0.9375rem] text-soft" role="status">
      {correction
        ? t.rich("correction", {
            link: () => (
              <ShopLink
                className="font-bold text-ink underline"
                href={listingPath(path, changed(listing, { q: correction }))}
              >
                {correction}
              </ShopLink>
            ),
          })
        : t("near")}
    </p>
  );
}

type MoreProps = { path: string; listing: Listing; cursor: string; shown: number; total: number };

/**
 * Links to a longer page of the same list, so that a reload and "back" keep the place. A very long list
 * continues on another page.
 */
async function More({ path, listing, cursor, shown, total }: MoreProps) {
  const t = await getTranslations("listing");
  const longer = listing.shown < MAX_SHOWN;
  const next = longer ? { ...listing, shown: listing.shown + PAGE_SIZE } : changed(listing, { cursor });
  return (
    <div className="mt-14 flex flex-col items-center gap-4">
      {!listing.cursor && <p className="text-sm text-soft tabular-nums">{t("progress", { shown, total })}</p>}
      <ShopLink
        className="button button-line min-w-56"
        href={listingPath(path, next)}
        rel="next"
        scroll={!longer}
      >
        {t("more")}
      </ShopLink>
    </div>
  );
}

async function NothingYet({ path, title, intro }: Omit<Props, "listing">) {
  const t = await getTranslations("listing");
  return (
    <div className="shell pt-8 md:pt-12">
      <h1 className="text-[1.75rem] font-bold md:text-4xl">{title}</h1>
      {intro}
      <Empty text={t("emptyText")} title={t("empty")}>
        {path !== "/products" && (
          <ShopLink className="button button-ink" href="/products">
            {t("all")}
          </ShopLink>
        )}
      </Empty>
    </div>
  );
}

async function NoProducts({ path, listing }: { path: string; listing: Listing }) {
  const t = await getTranslations("listing");
  return (
    <Empty text={filterCount(listing) > 0 ? t("noneFiltered") : t("noneText")} title={t("none")}>
      {filterCount(listing) > 0 ? (
        <ShopLink className="button button-ink" href={listingPath(path, withoutFilters(listing))}>
          {t("clear")}
        </ShopLink>
      ) : (
        <ShopLink className="button button-ink" href="/products">
          {t("all")}
        </ShopLink>
      )}
    </Empty>
  );
}
