"use client";

import { use, useEffect } from "react";
import { useApi } from "@/lib/api/browser";
import { countText } from "@/lib/cart/count";
import { readRememberedCart, useCartState } from "@/lib/cart/store";
import { pageMark } from "@/lib/page-turn";
import { Icon } from "../ui/icon";

type Props = {
  href: string;
  label: string;
  /** The count in words, with # for the number. */
  countLabel: string;
  /** The number of items when the server drew the page. Null on a page that all visitors share. */
  counted: Promise<number> | null;
};

/** The badge lies over the icon, so nothing moves when the number arrives. */
export function CartLink({ href, label, countLabel, counted }: Props) {
  const api = useApi();
  const drawn = counted && use(counted);
  const { cart } = useCartState();
  const count = cart === undefined ? drawn : (cart?.itemCount ?? 0);

  useEffect(() => {
    if (counted === null) void readRememberedCart(api);
  }, [api, counted]);

  return (
    <a
      {...pageMark()}
      className="relative inline-flex min-h-11 min-w-11 items-center justify-center"
      href={href}
    >
      <Icon name="bag" size={25} />
      <span className="sr-only">{label}</span>
      {count === null && <span aria-hidden="true" className="cart-badge cart-badge-remembered" />}
      {count !== null && count > 0 && (
        <span aria-hidden="true" className="cart-badge">
          {countText(count)}
        </span>
      )}
      <span className="sr-only" role="status">
        {count ? countLabel.replace("#", String(count)) : ""}
      </span>
    </a>
  );
}
