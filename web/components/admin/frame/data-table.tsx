import clsx from "clsx";
import type { ReactNode } from "react";

export type Column<Row> = {
  name: string;
  /** The heading; read aloud only where `quiet`. */
  label: string;
  quiet?: boolean;
  /** Figures stand at the right, in columns of equal digits. */
  figures?: boolean;
  cell: (row: Row) => ReactNode;
};

type Props<Row> = {
  /** What the table lists, for those who cannot see it. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string | number;
};

/** A table that scrolls sideways by itself where the screen is too narrow. The first column names its row. */
export function DataTable<Row>({ caption, columns, rows, keyOf }: Props<Row>) {
  return (
    <section
      aria-label={caption}
      className="relative overflow-x-auto rounded-lg border border-line bg-white"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      {/* Words stay whole: the table scrolls before a figure breaks. */}
      <table className="w-full text-left text-[0.9375rem] wrap-normal">
        <thead className="border-b border-line bg-sand/60 text-[0.8125rem] text-soft">
          <tr>
            {columns.map(({ name, label, quiet, figures }) => (
              <th
                className={clsx(
                  "px-3 py-2.5 font-semibold whitespace-nowrap xl:px-4",
                  figures && "text-right",
                )}
                key={name}
                scope="col"
              >
                <span className={clsx(quiet && "sr-only")}>{label}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ name, figures, cell }, at) => {
                const Cell = at === 0 ? "th" : "td";
                return (
                  <Cell
                    className={clsx(
                      "px-3 py-2.5 align-middle xl:px-4",
                      at === 0 && "font-medium whitespace-nowrap",
                      figures ? "text-right whitespace-nowrap tabular-nums" : "min-w-28",
                    )}
                    key={name}
                    scope={at === 0 ? "row" : undefined}
                  >
                    {cell(row)}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
