import clsx from "clsx";

export function Switch({
  id,
  on,
  busy,
  turn,
}: {
  id: string;
  on: boolean;
  busy: boolean;
  turn: (on: boolean) => void;
}) {
  return (
    <span className="relative inline-flex shrink-0">
      <input
        aria-checked={on}
        aria-disabled={busy}
        checked={on}
        className="peer absolute inset-0 z-10 size-full cursor-pointer opacity-0"
        id={id}
        onChange={(event) => !busy && turn(event.currentTarget.checked)}
        role="switch"
        type="checkbox"
      />
      <span
        aria-hidden="true"
        className={clsx(
          "flex h-8 w-14 items-center rounded-full border-2 px-0.5 transition-colors",
          "peer-focus-visible:outline-[2.5px] peer-focus-visible:outline-offset-2",
          "peer-focus-visible:outline-ink",
          on ? "justify-end border-leaf bg-leaf" : "justify-start border-edge bg-white",
        )}
      >
        <span className={clsx("size-6 rounded-full", on ? "bg-white" : "bg-edge")} />
      </span>
    </span>
  );
}
