import type { ReactNode } from "react";

const LOOK =
  "min-h-10 min-w-10 rounded-sm px-2 text-[0.9375rem] hover:bg-white disabled:opacity-40 " +
  "aria-pressed:bg-ink aria-pressed:text-white";

type ToolProps = {
  name: string;
  /** Left out for what is done and not switched on. */
  on?: boolean | undefined;
  disabled?: boolean;
  run: () => void;
  children: ReactNode;
};

export const Tool = ({ name, on, disabled = false, run, children }: ToolProps) => (
  <button
    aria-label={name}
    aria-pressed={on}
    className={LOOK}
    disabled={disabled}
    onClick={run}
    // The text keeps the focus, and with it what the next letters look like.
    onMouseDown={(event) => event.preventDefault()}
    title={name}
    type="button"
  >
    {children}
  </button>
);
