"use client";

import clsx from "clsx";
import Link, { useLinkStatus } from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { Icon } from "../ui/icon";

export type NavGroup = { name: string; pages: { name: string; href: string }[] };

type Props = {
  label: string;
  /** The overview, which has no group; left out on the overview itself. */
  overview?: { name: string; href: string };
  groups: NavGroup[];
};

/** The menu beside every page of the account on wide screens. On phones it is a list on the overview. */
export function AccountNav({ label, overview, groups }: Props) {
  return (
    <nav aria-label={label} className="text-[0.9375rem]">
      {overview && <NavLink {...overview} exact strong />}
      {groups.map(({ name, pages }) => (
        <div className="mt-5" key={name}>
          <p className={clsx("text-[0.8125rem] text-soft", overview ? "px-3 pb-1" : "pb-2")}>{name}</p>
          <ul className={clsx(!overview && "divide-y divide-line rounded-lg border border-line bg-white")}>
            {pages.map((page) => (
              <li key={page.href}>
                <NavLink {...page} list={!overview} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

type LinkProps = { name: string; href: string; exact?: boolean; strong?: boolean; list?: boolean };

function NavLink({ name, href, exact = false, strong = false, list = false }: LinkProps) {
  const pathname = usePathname();
  const here = pathname === href || (!exact && pathname.startsWith(`${href}/`));
  return (
    <Link
      aria-current={here ? "page" : undefined}
      className={clsx(
        "flex items-center justify-between gap-2 rounded-md hover:bg-sand",
        list ? "min-h-13 px-4" : "min-h-11 px-3",
        (here || strong) && "font-bold",
        here && "bg-sand",
      )}
      href={href}
      prefetch={false}
    >
      {name}
      <Pending rest={list && <Icon className="text-edge" name="right" size={16} />} />
    </Link>
  );
}

/** Visible only when a page is slow. */
function Pending({ rest }: { rest: ReactNode }) {
  const { pending } = useLinkStatus();
  return pending ? (
    <span aria-hidden="true" className="shrink-0 animate-late">
      <span className="block size-4 animate-spin rounded-full border-2 border-line border-t-ink" />
    </span>
  ) : (
    rest
  );
}
