"use client";

import { Fragment, type ReactNode, useEffect, useState } from "react";

type Props = {
  /** Shown when the address has no token. */
  missing: ReactNode;
  /** Shown while the address is being read, and by the server. */
  reading: ReactNode;
  children: (token: string) => ReactNode;
};

/**
 * Reads the token of a mail's link from the fragment of the address, which reaches no server and no referrer.
 * The token is removed from the address bar at once, so that the history does not keep it. A second link that
 * is opened in the same tab starts again.
 */
export function LinkToken({ missing, reading, children }: Props) {
  const [token, setToken] = useState<string | null>();
  useEffect(() => {
    const read = () => {
      const inAddress = new URLSearchParams(window.location.hash.slice(1)).get("token");
      // Our own change of the address runs this too, and development runs it twice: no token then changes
      // nothing.
      setToken((known) => inAddress ?? known ?? null);
      if (!inAddress) return;
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
