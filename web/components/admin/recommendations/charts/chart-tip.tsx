import clsx from "clsx";
import type { ReactNode } from "react";

type Props = {
  title: ReactNode;
  rows: readonly (readonly [name: string, value: string])[];
  /** How wide it may be on a phone, where it must not leave the chart. */
  className: string;
};

/** What a chart says of the place under the pointer. */
export const ChartTip = ({ title, rows, className }: Props) => (
  <div
    className={clsx("rounded-md border border-line bg-white px-3 py-2 text-[0.8125rem] shadow-md", className)}
  >
    <p className="font-semibold">{title}</p>
    <dl className="mt-1 grid grid-cols-[auto_auto] gap-x-3 tabular-nums">
      {rows.map(([name, value]) => (
        <div className="contents" key={name}>
          <dt className="text-soft">{name}</dt>
          <dd className="text-right whitespace-nowrap">{value}</dd>
        </div>
      ))}
    </dl>
  </div>
);
