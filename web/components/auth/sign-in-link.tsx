"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useLocale } from "next-intl";
import type { ReactNode } from "react";
import { localePath, withoutLocale } from "@/lib/paths";

type Props = { to: "/sign-in" | "/sign-up"; className?: string; children: ReactNode; label?: string };

/** Links to a sign-in that returns to this page. The sign-in page checks the address; see nextAddress. */
export function SignInLink({ to, className, children, label }: Props) {
  const pathname = usePathname();
  const search = useSearchParams().toString();
  const page = search ? `${pathname}?${search}` : pathname;
  const stays = /^\/(sign-in|sign-up|$)/.test(withoutLocale(pathname));
  const carried = new URLSearchParams(search).get("next");
  const next = stays ? carried : page;
  const href = localePath(useLocale(), next ? `${to}?next=${encodeURIComponent(next)}` : to);
  return (
    <a aria-label={label} className={className} href={href}>
      {children}
    </a>
  );
}
