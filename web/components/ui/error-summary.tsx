"use client";

import { useEffect, useRef } from "react";
import { Icon } from "./icon";
import { fieldId } from "./text-field";

type Props = {
  /** What is wrong as a whole; null when nothing is. */
  title: string | null;
  /** The fields to put right, in the order of the form. */
  wrong: { name: string; label: string; message: string }[];
  /** A new value for each answer, so that the same mistake made again is announced again. */
  occasion: unknown;
};

/** Everything that has to be put right, each with the way to its field. Takes the focus when it appears. */
export function ErrorSummary({ title, wrong, occasion }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const shown = title !== null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: each new set of errors is announced
  useEffect(() => {
    if (shown) box.current?.focus();
  }, [occasion]);

  if (!shown) return null;
  return (
    <div className="rounded-lg bg-accent-wash p-5 text-accent-deep" ref={box} role="alert" tabIndex={-1}>
      <p className="flex items-center gap-2 font-bold">
        <Icon className="shrink-0" name="alert" size={20} />
        {title}
      </p>
      {wrong.length > 0 && (
        <ul className="mt-2 pl-7">
          {wrong.map(({ name, label, message }) => (
            <li key={name}>
              <a className="inline-block py-1 text-[0.9375rem] text-link" href={`#${fieldId(name)}`}>
                {label}: {message}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
