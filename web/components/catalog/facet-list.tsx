import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Facets } from "@/lib/api/types";
import { changed, type Listing, listingPath, toggleBrand, toggleOption } from "@/lib/listing";
import { Icon } from "../ui/icon";
import { ShopLink } from "../ui/shop-link";
import { PriceFilter } from "./price-filter";

type Props = { path: string; listing: Listing; facets: Facets };

/** Every filter is a link to the filtered list: it needs no script, and each list has an address. */
export function FacetList({ path, listing, facets }: Props) {
  const t = useTranslations("listing");
  const to = (next: Listing) => listingPath(path, next);
  const others = facets.categories.filter(({ count }) => count > 0);
  return (
    <div className="divide-y divide-line">
      <Facet title={t("stock")}>
        <Value
          chosen={listing.inStock}
          count={facets.inStock}
          href={to(changed(listing, { inStock: !listing.inStock }))}
          name={t("inStockOnly")}
        />
      </Facet>
      {path === "/products" && others.length > 0 && (
        <Facet title={t("category")}>
          {others.map(({ slug, name, count }) => (
            <Value
              chosen={listing.category === slug}
              count={count}
              href={to(changed(listing, { category: listing.category === slug ? "" : slug }))}
              key={slug}
              name={name}
            />
          ))}
        </Facet>
      )}
      <Facet title={t("price")}>
        <PriceFilter listing={listing} path={path} range={facets.price} />
      </Facet>
      {facets.brands.length > 0 && (
        <Facet title={t("brand")}>
          {facets.brands.map(({ name, label, count }) => (
            <Value
              chosen={listing.brands.includes(name)}
              count={count}
              href={to(toggleBrand(listing, name))}
              key={name}
              name={label}
            />
          ))}
        </Facet>
      )}
      {optionsWorthShowing(facets, listing).map(({ name, label, values }, index) => (
        <Facet folded={index >= UNFOLDED_VALUES && !listing.options[name]} key={name} title={label}>
          {values.map(({ value, label: valueLabel, count }) => (
            <Value
              chosen={listing.options[name]?.includes(value) ?? false}
              count={count}
              href={to(toggleOption(listing, name, value))}
              key={value}
              name={valueLabel}
            />
          ))}
        </Facet>
      ))}
    </div>
  );
}

/** The number of option groups that are open at first, and the limits of what a list offers. */
const UNFOLDED_VALUES = 3;
const MAX_OPTIONS = 6;
const MAX_VALUES = 16;

/**
 * The most frequent options come first; rare ones are left out, because they would only make the list long.
 */
function optionsWorthShowing(facets: Facets, listing: Listing): Facets["options"] {
  const products = ({ values }: Facets["options"][number]) =>
    values.reduce((sum, { count }) => sum + count, 0);
  const sorted = facets.options.toSorted((a, b) => products(b) - products(a));
  return sorted
    .filter(({ name }, index) => index < MAX_OPTIONS || listing.options[name])
    .map((option) => ({
      ...option,
      values: option.values.filter(
        ({ value }, index) => index < MAX_VALUES || listing.options[option.name]?.includes(value),
      ),
    }));
}

function Facet({
  title,
  folded = false,
  children,
}: {
  title: string;
  folded?: boolean;
  children: ReactNode;
}) {
  return (
    <details className="group py-1" open={!folded}>
      <summary className="flex min-h-12 list-none items-center justify-between">
        <h3 className="text-[0.9375rem] font-bold">{title}</h3>
        <Icon className="text-soft transition-transform group-open:rotate-180" name="down" size={17} />
      </summary>
      <div className="max-h-72 overflow-y-auto pb-3 [scrollbar-width:thin]">{children}</div>
    </details>
  );
}

type FacetValueProps = { chosen: boolean; count: number; href: string; name: string };

function Value({ chosen, count, href, name }: FacetValueProps) {
  const t = useTranslations("listing");
  if (count === 0 && !chosen) {
    return (
      <span className="facet-value text-edge">
        <span className="facet-box" />
        {name}
        <span className="facet-count">0</span>
      </span>
    );
  }
  return (
    <ShopLink className="facet-value" href={href} rel="nofollow" scroll={false}>
      <span className={chosen ? "facet-box border-ink! bg-ink! text-white" : "facet-box"}>
        {chosen && <Icon name="check" size={13} />}
      </span>
      <span className={chosen ? "font-semibold" : ""}>{name}</span>
      {chosen && <span className="sr-only">{t("chosen")}</span>}
      <span className="facet-count">
        {count}
        <span className="sr-only">{t("countUnit")}</span>
      </span>
    </ShopLink>
  );
}
