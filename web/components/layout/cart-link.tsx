"use client";

import clsx from "clsx";
import Link from "next/link";
import { use } from "react";
import { useCartState } from "@/lib/cart/store";
import { Icon } from "../ui/icon";

type Props = {
  href: string;
  label: string;
  /** The count in words, with # for the number. */
  countLabel: string;
  /** The number of items when the server drew the page. */
  counted: Promise<number>;
};

export function CartLink({ href, label, countLabel, counted }: Props) {
  const first = use(counted);
  const { cart } = useCartState();
  const count = cart === undefined ? first : (cart?.itemCount ?? 0);
  return (
    <Link
      className="relative inline-flex min-h-11 min-w-11 items-center justify-center"
      href={href}
      prefetch={false}
    >
      <Icon name="bag" size={25} />
      <span className="sr-only">{label}</span>
      {count > 0 && (
        <span
          aria-hidden="true"
          className={clsx(
            "absolute top-0.5 right-0 grid h-5 min-w-5 place-items-center rounded-full bg-accent px-1",
            "text-[0.6875rem] leading-none font-bold text-white tabular-nums",
          )}
        >
          {count > 99 ? "99+" : count}
        </span>
      )}
      <span className="sr-only" role="status">
        {count > 0 ? countLabel.replace("#", String(count)) : ""}
      </span>
    </Link>
  );
}
