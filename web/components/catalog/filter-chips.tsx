import { useLocale, useTranslations } from "next-intl";
import type { Facets, Money } from "@/lib/api/types";
import {
  changed,
  type Listing,
  listingPath,
  toggleAttribute,
  toggleBrand,
  toggleOption,
  withoutFilters,
} from "@/lib/listing";
import { formatMoney } from "@/lib/money";
import { Icon } from "../ui/icon";
import { PillLink } from "../ui/pill-link";
import { ShopLink } from "../ui/shop-link";

type Props = { path: string; listing: Listing; facets: Facets };

/** The active filters, each with a link that removes it. */
export function FilterChips({ path, listing, facets }: Props) {
  const t = useTranslations("listing");
  const locale = useLocale();
  const currency = facets.price?.min.currency ?? "KRW";
  const money = (amount: number | null) =>
    amount === null ? "" : formatMoney({ amount, currency } as Money, locale);

  const optionLabel = (name: string, value: string) =>
    facets.options.find((option) => option.name === name)?.values.find((known) => known.value === value)
      ?.label ?? value;

  const attributeLabel = (code: string, value: string) => {
    const facet = facets.attributes.find((each) => each.code === code);
    const label = facet?.values.find((known) => known.value === value)?.label ?? value;
    return facet ? `${facet.name}: ${label}` : label;
  };

  const brandLabel = (brand: string) => facets.brands.find(({ name }) => name === brand)?.label ?? brand;

  const chips: { name: string; without: Listing }[] = [
    ...(listing.inStock ? [{ name: t("inStockOnly"), without: changed(listing, { inStock: false }) }] : []),
    ...(listing.onSale ? [{ name: t("onSaleOnly"), without: changed(listing, { onSale: false }) }] : []),
    ...(listing.minPrice !== null || listing.maxPrice !== null
      ? [
          {
            name: `${money(listing.minPrice)} – ${money(listing.maxPrice)}`.trim(),
            without: changed(listing, { minPrice: null, maxPrice: null }),
          },
        ]
      : []),
    ...listing.brands.map((brand) => ({ name: brandLabel(brand), without: toggleBrand(listing, brand) })),
    ...Object.entries(listing.options).flatMap(([option, values]) =>
      values.map((value) => ({
        name: optionLabel(option, value),
        without: toggleOption(listing, option, value),
      })),
    ),
    ...Object.entries(listing.attributes).flatMap(([code, values]) =>
      values.map((value) => ({
        name: attributeLabel(code, value),
        without: toggleAttribute(listing, code, value),
      })),
    ),
  ];
  if (chips.length === 0) return null;

  return (
    <ul className="mt-4 flex flex-wrap gap-2">
      {chips.map(({ name, without }) => (
        <li key={name}>
          <PillLink href={listingPath(path, without)} scroll={false}>
            {name}
            <Icon name="close" size={14} />
            <span className="sr-only">{t("remove")}</span>
          </PillLink>
        </li>
      ))}
      <li>
        <ShopLink
          className="inline-flex min-h-11 items-center px-2 text-sm text-link md:min-h-9"
          href={listingPath(path, withoutFilters(listing))}
          scroll={false}
        >
          {t("clear")}
        </ShopLink>
      </li>
    </ul>
  );
}
