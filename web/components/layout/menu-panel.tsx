"use client";

import type { ReactNode } from "react";

/** Closes when one of its links is taken: the header stays while pages change under it. */
export function MenuPanel({ id, children }: { id: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y: the links inside are what is operated; this only hears that one was
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
