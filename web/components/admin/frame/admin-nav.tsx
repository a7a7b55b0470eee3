"use client";

import clsx from "clsx";
import { usePathname } from "next/navigation";
import { pageMark } from "@/lib/page-turn";
import { useHereInView } from "./use-here-in-view";

type Props = {
  label: string;
  /** The room whose address begins all others. */
  home: string;
  groups: readonly { group: string; title: string; rooms: readonly { name: string; href: string }[] }[];
};

/** Beside the page on wide screens; above it, in one row that scrolls, on others. */
export function AdminNav({ label, home, groups }: Props) {
  const pathname = usePathname();
  const row = useHereInView<HTMLDivElement>(pathname);
  // The further pages of a room: /admin/stock/A-1, /admin/stock-take. Locations are those of the stock.
  const path = pathname === `${home}/locations` ? `${home}/stock` : pathname;
  const isHere = (href: string) =>
    path === href || (href !== home && [`${href}/`, `${href}-`].some((each) => path.startsWith(each)));
  return (
    <nav
      aria-label={label}
      className="border-b border-line bg-white lg:w-56 lg:shrink-0 lg:border-r lg:border-b-0"
    >
      <div
        className={clsx(
          "relative flex gap-1 overflow-x-auto px-3 py-2",
          "lg:sticky lg:top-0 lg:max-h-dvh lg:flex-col lg:gap-3 lg:overflow-y-auto lg:py-3",
        )}
        ref={row}
      >
        {groups.map(({ group, title, rooms }) => (
          <div className="flex lg:block" key={group}>
            <p
              className={clsx(
                "hidden px-3 pb-1 text-[0.8125rem] text-soft",
                group === "today" ? "" : "lg:block",
              )}
            >
              {title}
            </p>
            <ul className="flex gap-1 lg:flex-col lg:gap-0">
              {rooms.map(({ name, href }) => (
                <li key={href}>
                  <a
                    {...pageMark()}
                    aria-current={isHere(href) ? "page" : undefined}
                    className={clsx(
                      "flex min-h-11 items-center rounded-md px-3 text-[0.9375rem] whitespace-nowrap",
                      "hover:bg-sand lg:min-h-8",
                      isHere(href) && "bg-sand font-bold",
                    )}
                    href={href}
                  >
                    {name}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </nav>
  );
}
