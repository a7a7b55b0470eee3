import { useLocale } from "next-intl";
import { changed, type Listing, listingParams } from "@/lib/listing";
import { pageMark } from "@/lib/page-turn";
import { localePath } from "@/lib/paths";

/** The list's lowest and highest price: as hints in the fields, and as text. */
export type PriceBounds = { min: number; max: number; text: string };

export type PriceFilterWords = { from: string; to: string; apply: string };

type Props = { path: string; listing: Listing; bounds: PriceBounds | null; words: PriceFilterWords };

/** Amounts are minor units of the shop's currency; Korean won have no smaller unit. */
export function PriceFilter({ path, listing, bounds, words }: Props) {
  const locale = useLocale();
  const otherFilters = listingParams(
    changed(listing, {
      minPrice: null,
      maxPrice: null,
      category: path === "/products" ? listing.category : "",
    }),
  );
  return (
    <form {...pageMark(false)} action={localePath(locale, path)} className="pt-1">
      {[...otherFilters].map(([name, value]) => (
        <input key={name} name={name} type="hidden" value={value} />
      ))}
      <div className="flex flex-wrap items-center gap-2">
        <Bound hint={String(bounds?.min ?? 0)} label={words.from} name="minPrice" value={listing.minPrice} />
        <span aria-hidden="true">–</span>
        <Bound hint={String(bounds?.max ?? "")} label={words.to} name="maxPrice" value={listing.maxPrice} />
        <button className="button button-line min-h-11! shrink-0 px-3.5! text-sm md:basis-full" type="submit">
          {words.apply}
        </button>
      </div>
      {bounds && <p className="mt-2 text-[0.8125rem] text-soft tabular-nums">{bounds.text}</p>}
    </form>
  );
}

type BoundProps = { name: string; label: string; hint: string; value: number | null };

function Bound({ name, label, hint, value }: BoundProps) {
  return (
    <input
      aria-label={label}
      className="field min-h-11! min-w-0 flex-1 px-2.5! text-base md:text-sm"
      defaultValue={value ?? ""}
      inputMode="numeric"
      key={value}
      name={name}
      pattern="[0-9,]*"
      placeholder={hint}
    />
  );
}
