"use client";

import { Fragment, type ReactNode, useEffect, useState } from "react";

type Props = {
  /** Shown when the address has no token. */
  missing: ReactNode;
  /** Shown while the address is being read, by the server too. */
  reading: ReactNode;
  children: (token: string) => ReactNode;
};

/**
 * The token of a link in a mail, from the address's fragment, which reaches no server and no referrer. It is taken out
 * of the address bar at once, so that it stays in no history either. Another link, opened in the same tab, begins anew.
 */
export function LinkToken({ missing, reading, children }: Props) {
  const [token, setToken] = useState<string | null>();
  useEffect(() => {
    const read = () => {
      const found = new URLSearchParams(window.location.hash.slice(1)).get("token");
      // Also run by our own change of the address, and twice in development: a bare address changes nothing then.
      setToken((known) => found ?? known ?? null);
      if (!found) return;
      window.history.replaceState(
        window.history.state,
        "",
        window.location.pathname + window.location.search,
      );
    };
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  if (token === undefined) return reading;
  return token === null ? missing : <Fragment key={token}>{children(token)}</Fragment>;
}
