"use client";

import clsx from "clsx";
import { usePathname } from "next/navigation";
import { pageMark } from "@/lib/page-turn";

type Props = {
  label: string;
  /** The room whose address begins all others. */
  home: string;
  rooms: readonly { name: string; href: string }[];
};

/** Beside the page on wide screens; above it, in one row that scrolls, on others. */
export function AdminNav({ label, home, rooms }: Props) {
  const pathname = usePathname();
  const isHere = (href: string) => pathname === href || (href !== home && pathname.startsWith(`${href}/`));
  return (
    <nav
      aria-label={label}
      className="border-b border-line bg-white lg:w-56 lg:shrink-0 lg:border-r lg:border-b-0"
    >
      <ul className="flex gap-1 overflow-x-auto px-3 py-2 lg:sticky lg:top-0 lg:flex-col lg:py-5">
        {rooms.map(({ name, href }) => (
          <li key={href}>
            <a
              {...pageMark()}
              aria-current={isHere(href) ? "page" : undefined}
              className={clsx(
                "flex min-h-11 items-center rounded-md px-3 text-[0.9375rem] whitespace-nowrap hover:bg-sand",
                isHere(href) && "bg-sand font-bold",
              )}
              href={href}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
