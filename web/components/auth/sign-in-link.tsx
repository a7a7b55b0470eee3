"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useLocale } from "next-intl";
import type { ReactNode } from "react";
import { localePath, withoutLocale } from "@/lib/paths";

type Props = { to: "/sign-in" | "/sign-up"; className?: string; children: ReactNode; label?: string };

/** Leads to a sign-in that comes back to this page. What an address may be is judged there; see nextAddress. */
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
