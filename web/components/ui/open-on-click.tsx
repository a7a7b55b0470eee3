"use client";

import { type ReactNode, Suspense, useState } from "react";

type Props = { className: string; label: string; children: ReactNode };

/** A button in whose place its children are shown; those that are `lazy` are loaded then. */
export function OpenOnClick({ className, label, children }: Props) {
  const [open, setOpen] = useState(false);
  if (open) return <Suspense>{children}</Suspense>;
  return (
    <button className={className} onClick={() => setOpen(true)} type="button">
      {label}
    </button>
  );
}
