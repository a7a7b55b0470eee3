"use client";

import clsx from "clsx";
import { ShopLink } from "@/components/ui/shop-link";
import { listAddress } from "@/lib/admin/list-address";
import { useHereInView } from "./use-here-in-view";

type Props<Search extends { status: string }> = {
  /** Of the navigation. */
  name: string;
  path: string;
  search: Search;
  tabs: readonly { status: string; label: string }[];
};

/** The statuses of a list, each with its own address, which keeps the search. */
export function StatusTabs<Search extends { status: string }>({ name, path, search, tabs }: Props<Search>) {
  const row = useHereInView<HTMLElement>(search.status);
  return (
    <nav
      aria-label={name}
      className="scroll-strip relative my-5 flex gap-1 border-b border-line md:flex-wrap md:overflow-visible"
      ref={row}
    >
      {tabs.map(({ status, label }) => (
        <ShopLink
          aria-current={status === search.status ? "page" : undefined}
          className={clsx(
            "inline-flex min-h-11 items-center border-b-2 px-3 whitespace-nowrap tabular-nums md:-mb-px",
            status === search.status ? "border-ink font-bold" : "border-transparent text-soft hover:text-ink",
          )}
          href={listAddress(path, { ...search, status })}
          key={status}
        >
          {label}
        </ShopLink>
      ))}
    </nav>
  );
}
