"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { Icon, type IconName } from "../ui/icon";

type Props = {
  look: "good" | "bad" | "plain";
  icon: IconName;
  title: string;
  text: string;
  children?: ReactNode;
};

const looks = { good: "bg-leaf-wash text-leaf", bad: "bg-accent-wash text-accent", plain: "bg-sand" };

/** The result of a form, in its place. Takes the focus, which the form had. */
export function FormOutcome({ look, icon, title, text, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-5 py-20 text-center md:py-28">
      <div className={`mb-7 grid size-20 place-items-center rounded-full ${looks[look]}`}>
        <Icon name={icon} size={36} />
      </div>
      <h1 className="text-2xl font-bold outline-none md:text-[1.75rem]" ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p className="mt-3 text-balance text-soft">{text}</p>
      {children && <div className="mt-8 flex w-full flex-col items-center gap-3">{children}</div>}
    </div>
  );
}
