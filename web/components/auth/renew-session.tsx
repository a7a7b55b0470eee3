"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";

type Props = {
  /** Shown until the renewal has ended. */
  meanwhile?: ReactNode;
  /** Shown when the session could not be renewed and has not ended either. */
  children?: ReactNode;
};

/**
 * For a page that was drawn with an expired access token. The browser has the refresh token, which a visit
 * from another site does not carry. It renews the session and draws the page again, for the member or for a
 * guest.
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
