import clsx from "clsx";

type Props = { name: string; detail?: string | undefined; note: string; chosen: boolean; choose: () => void };

/** A row of a list whose chosen one is edited beside it. */
export function ChoiceRow({ name, detail, note, chosen, choose }: Props) {
  return (
    <li>
      <button
        aria-current={chosen || undefined}
        className={clsx(
          "flex min-h-12 w-full flex-wrap items-baseline gap-x-3 rounded-md px-2 py-2.5 text-left",
          chosen ? "bg-sand" : "hover:bg-sand/60",
        )}
        onClick={choose}
        type="button"
      >
        <span className="font-medium">{name}</span>
        <span className="text-sm text-soft">{detail}</span>
        <span className="ml-auto text-sm text-soft tabular-nums">{note}</span>
      </button>
    </li>
  );
}
