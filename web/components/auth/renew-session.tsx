"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";

type Props = {
  /** Shown until it is known who the visitor is. */
  meanwhile?: ReactNode;
  /** Shown when nobody could say. */
  children?: ReactNode;
};

/**
 * For a page drawn with an access token that had ended: renews in the browser, which has the refresh token that an
 * arrival from another site does not carry, and draws the page again: for the member, or for the guest they now are.
 */
export function RenewSession({ meanwhile, children }: Props) {
  const router = useRouter();
  const [tried, setTried] = useState(false);
  useEffect(() => {
    let left = false;
    void import("@/lib/session/browser-renewal").then(async ({ renew }) => {
      const renewed = await renew();
      if (left) return;
      if (renewed === "unchanged") setTried(true);
      else router.refresh();
    });
    return () => {
      left = true;
    };
  }, [router]);
  return tried ? children : meanwhile;
}
