"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { pageMark } from "@/lib/page-turn";

export function MoveOn({ to }: { to: string }) {
  const router = useRouter();
  // With what else the address says: the filters of a list.
  useEffect(() => router.replace(`${to}${window.location.search}`), [router, to]);
  return (
    <a {...pageMark()} className="shell block py-24 text-link" href={to}>
      {to}
    </a>
  );
}
