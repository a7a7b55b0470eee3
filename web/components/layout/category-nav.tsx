"use client";

import clsx from "clsx";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import type { Category } from "@/lib/api/types";
import { withoutLocale } from "@/lib/paths";
import { ShopLink } from "../ui/shop-link";

/** By their ids the server knows which kept pages show a category. */
type Props = { categories: Pick<Category, "id" | "slug" | "name">[]; label: string; all: string };

export function CategoryNav({ categories, label, all }: Props) {
  const path = withoutLocale(usePathname());
  const current = useRef<HTMLAnchorElement>(null);
  const entries = [
    { href: "/products", name: all },
    ...categories.map(({ slug, name }) => ({ href: `/c/${slug}`, name })),
  ];

  // biome-ignore lint/correctness/useExhaustiveDependencies: the strip follows the page, not its own state
  useEffect(() => {
    const link = current.current;
    link?.parentElement?.parentElement?.scrollTo({ left: link.offsetLeft - 40 });
  }, [path]);

  return (
    <nav aria-label={label} className="border-b border-line">
      <ul className="shell scroll-strip relative flex gap-x-5 xl:gap-x-6">
        {entries.map(({ href, name }) => (
          <li className="shrink-0" key={href}>
            <ShopLink
              aria-current={path === href ? "page" : undefined}
              className={clsx(
                "inline-flex min-h-11 min-w-6 items-center justify-center border-b-2 text-[0.9375rem]",
                "whitespace-nowrap md:min-h-12",
                path === href ? "border-ink font-bold" : "border-transparent text-soft hover:text-ink",
              )}
              href={href}
              ref={path === href ? current : undefined}
            >
              {name}
            </ShopLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
