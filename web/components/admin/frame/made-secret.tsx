"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { CopyButton } from "@/components/account/copy-button";

type Props = {
  title: string;
  /** Says that it is shown this once. */
  text: string;
  secret: string;
  /** The label of the button that copies. */
  copy: string;
  /** What to do with it. */
  children?: ReactNode;
};

/**
 * A secret that was just made. It is on no page again, so it is shown until the page is left. Needs the words
 * `account.form`.
 */
export function MadeSecret({ title, text, secret, copy, children }: Props) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <section
      aria-label={title}
      className="mt-4 rounded-lg border border-line bg-sand px-5 py-4"
      ref={box}
      tabIndex={-1}
    >
      <p className="font-semibold">{title}</p>
      <p className="mt-1 text-[0.9375rem]">{text}</p>
      <code className="mt-2 block text-[0.9375rem] break-all">{secret}</code>
      <CopyButton text={secret}>{copy}</CopyButton>
      {children}
    </section>
  );
}
