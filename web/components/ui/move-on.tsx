"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

export function MoveOn({ to }: { to: string }) {
  const router = useRouter();
  useEffect(() => router.replace(to), [router, to]);
  return (
    <Link className="shell block py-24 text-link" href={to} prefetch={false}>
      {to}
    </Link>
  );
}
