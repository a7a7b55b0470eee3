"use client";

type Props = {
  /** `most`: pieces that can be chosen. Lines without any are left out. */
  lines: readonly { id: string; label: string; most: number }[];
  chosen: Readonly<Record<string, number>>;
  choose: (lineId: string, count: number) => void;
};

/** How many pieces of each line. */
export function PieceChoice({ lines, chosen, choose }: Props) {
  return (
    <ul className="space-y-3">
      {lines
        .filter(({ most }) => most > 0)
        .map(({ id, label, most }) => (
          <li key={id}>
            <label className="flex items-center justify-between gap-4 text-[0.9375rem]">
              <span>{label}</span>
              <select
                className="field w-24 shrink-0"
                onChange={({ target }) => choose(id, Number(target.value))}
                value={chosen[id] ?? 0}
              >
                {Array.from({ length: most + 1 }, (_, count) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the index is the quantity
                  <option key={count} value={count}>
                    {count}
                  </option>
                ))}
              </select>
            </label>
          </li>
        ))}
    </ul>
  );
}
