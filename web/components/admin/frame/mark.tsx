import clsx from "clsx";
import type { ReactNode } from "react";
import type { Tone } from "@/lib/admin/status-tones";

const LOOK: Readonly<Record<Tone, string>> = {
  good: "bg-leaf-wash text-leaf",
  due: "bg-accent-wash text-accent-deep",
  plain: "bg-sand text-ink",
  over: "border border-line text-soft",
};

/** A status in its word. The colour only helps to find it in a table. */
export const Mark = ({ tone, children }: { tone: Tone; children: ReactNode }) => (
  <span
    className={clsx(
      "inline-block rounded-md px-2 py-0.5 text-[0.8125rem] font-semibold whitespace-nowrap",
      LOOK[tone],
    )}
  >
    {children}
  </span>
);
