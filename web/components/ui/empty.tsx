import type { ReactNode } from "react";

type Props = {
  /** "h1" where no other element names the page. */
  as?: "h1" | "h2";
  title: string;
  text: string;
  children?: ReactNode;
};

/** Shown instead of an empty view: what the emptiness means, and what to do next. */
export function Empty({ as: Title = "h2", title, text, children }: Props) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center py-20 text-center md:py-28">
      <svg aria-hidden="true" className="mb-7" fill="none" height="96" viewBox="0 0 96 96" width="96">
        <circle cx="48" cy="48" fill="var(--color-sand)" r="48" />
        <path d="M24 44h48l-5 26a6 6 0 0 1-6 5H35a6 6 0 0 1-6-5Z" fill="var(--color-line)" />
        <path
          d="M34 44c0-11 6-18 14-18s14 7 14 18"
          stroke="var(--color-edge)"
          strokeLinecap="round"
          strokeWidth="3"
        />
        <circle cx="66" cy="34" fill="var(--color-accent)" opacity=".85" r="7" />
        <path d="M66 27c2-3 5-3 7-2-1 3-4 4-7 2Z" fill="var(--color-leaf)" />
      </svg>
      <Title className="text-xl font-bold">{title}</Title>
      <p className="mt-2 text-balance text-soft">{text}</p>
      {children && <div className="mt-8 flex flex-wrap justify-center gap-3">{children}</div>}
    </div>
  );
}
