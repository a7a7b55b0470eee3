"use client";

import { Fragment, type ReactNode } from "react";
import { addressValue, type FacetGroup, type FacetValue, isChosen, toggleValue } from "@/lib/facets";
import { type Listing, listingPath } from "@/lib/listing";
import { swatchOf } from "@/lib/swatches";
import { Dot } from "../ui/dot";
import { Icon } from "../ui/icon";
import { ShopLink } from "../ui/shop-link";
import { type PriceBounds, PriceFilter, type PriceFilterWords } from "./price-filter";

export type FacetWords = PriceFilterWords & { price: string; chosen: string; countUnit: string };

export type FacetListProps = {
  path: string;
  listing: Listing;
  groups: FacetGroup[];
  bounds: PriceBounds | null;
  words: FacetWords;
};

/**
 * Every filter is a link to the filtered list: it needs no script, and each list has an address. A client
 * component, so that the page carries the filters' data and not each link a second time as an element.
 */
export function FacetList({ path, listing, groups, bounds, words }: FacetListProps) {
  const priceAfter = groups.findLastIndex(
    ({ kind }) => kind === "inStock" || kind === "onSale" || kind === "category",
  );
  return (
    <div className="divide-y divide-line">
      {groups.map((group, index) => (
        <Fragment key={`${group.kind} ${group.option ?? ""}`}>
          <Facet folded={group.folded ?? false} title={group.title}>
            {group.values.map((value) => (
              <Value
                chosen={isChosen(listing, group, addressValue(value))}
                href={listingPath(path, toggleValue(listing, group, addressValue(value)))}
                key={addressValue(value)}
                value={value}
                words={words}
              />
            ))}
          </Facet>
          {index === priceAfter && (
            <Facet title={words.price}>
              <PriceFilter bounds={bounds} listing={listing} path={path} words={words} />
            </Facet>
          )}
        </Fragment>
      ))}
    </div>
  );
}

type FacetProps = { title: string; folded?: boolean; children: ReactNode };

function Facet({ title, folded = false, children }: FacetProps) {
  return (
    <details className="facet" open={!folded}>
      <summary>
        <h3>{title}</h3>
      </summary>
      <div>{children}</div>
    </details>
  );
}

type ValueProps = { chosen: boolean; href: string; value: FacetValue; words: FacetWords };

function Value({ chosen, href, value, words }: ValueProps) {
  const [label, count] = value;
  const colour = swatchOf(addressValue(value));
  if (count === 0 && !chosen) {
    return (
      <span className="facet-value text-soft">
        <i className="facet-box" />
        {colour && <Dot colour={colour} />}
        {label}
        <span className="facet-count">0</span>
      </span>
    );
  }
  return (
    <ShopLink className="facet-value" href={href} rel="nofollow" scroll={false}>
      {chosen ? (
        <>
          <i className="facet-box border-ink! bg-ink! text-white">
            <Icon name="check" size={13} />
          </i>
          {colour && <Dot colour={colour} />}
          <b className="font-semibold">{label}</b>
          <span className="sr-only">{words.chosen}</span>
        </>
      ) : (
        <>
          <i className="facet-box" />
          {colour && <Dot colour={colour} />}
          {label}
        </>
      )}
      <span className="facet-count">
        {count}
        <span className="sr-only">{words.countUnit}</span>
      </span>
    </ShopLink>
  );
}
