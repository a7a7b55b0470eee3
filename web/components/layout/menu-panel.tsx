"use client";

import type { ReactNode } from "react";

/** Closes on a click on one of its links: the header stays while the page changes. */
export function MenuPanel({ id, children }: { id: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y: the links inside are operated; this only listens for their clicks
    <div
      className="account-menu"
      id={id}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest("a")) event.currentTarget.hidePopover();
      }}
      popover="auto"
    >
      {children}
    </div>
  );
}
