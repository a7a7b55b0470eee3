import Form from "next/form";
import { useLocale, useTranslations } from "next-intl";
import type { Facets } from "@/lib/api/types";
import { changed, type Listing, listingParams } from "@/lib/listing";
import { formatMoney } from "@/lib/money";
import { localePath } from "@/lib/paths";

type Props = { path: string; listing: Listing; range: Facets["price"] };

/** Amounts are minor units of the shop's currency; Korean won have no smaller unit. */
export function PriceFilter({ path, listing, range }: Props) {
  const t = useTranslations("listing");
  const locale = useLocale();
  const otherFilters = listingParams(
    changed(listing, {
      minPrice: null,
      maxPrice: null,
      category: path === "/products" ? listing.category : "",
    }),
  );
  return (
    <Form action={localePath(locale, path)} className="pt-1" scroll={false}>
      {[...otherFilters].map(([name, value]) => (
        <input key={name} name={name} type="hidden" value={value} />
      ))}
      <div className="flex items-center gap-2">
        <Bound
          hint={range ? String(range.min.amount) : "0"}
          label={t("from")}
          name="minPrice"
          value={listing.minPrice}
        />
        <span aria-hidden="true">–</span>
        <Bound
          hint={range ? String(range.max.amount) : ""}
          label={t("to")}
          name="maxPrice"
          value={listing.maxPrice}
        />
        <button className="button button-line min-h-11! shrink-0 px-3.5! text-sm" type="submit">
          {t("apply")}
        </button>
      </div>
      {range && (
        <p className="mt-2 text-[0.8125rem] text-soft tabular-nums">
          {formatMoney(range.min, locale)} – {formatMoney(range.max, locale)}
        </p>
      )}
    </Form>
  );
}

function Bound({
  name,
  label,
  hint,
  value,
}: {
  name: string;
  label: string;
  hint: string;
  value: number | null;
}) {
  return (
    <input
      aria-label={label}
      className="field min-h-11! min-w-0 px-2.5! text-base md:text-sm"
      defaultValue={value ?? ""}
      inputMode="numeric"
      key={value}
      name={name}
      pattern="[0-9,]*"
      placeholder={hint}
    />
  );
}
