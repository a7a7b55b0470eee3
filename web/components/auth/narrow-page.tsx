import type { ReactNode } from "react";

type Props = { title: string; text?: string; children: ReactNode };

/** A page with one form. */
export function NarrowPage({ title, text, children }: Props) {
  return (
    <div className="mx-auto w-full max-w-[30rem] px-5 pt-10 pb-20 md:pt-16">
      <h1 className="text-[1.75rem] font-bold md:text-4xl">{title}</h1>
      {text && <p className="mt-3 text-soft">{text}</p>}
      <div className="mt-8">{children}</div>
    </div>
  );
}
