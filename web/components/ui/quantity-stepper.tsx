"use client";

import clsx from "clsx";
import { Icon } from "./icon";

type Props = {
  quantity: number;
  most: number;
  least?: number;
  label: string;
  less: string;
  more: string;
  change: (quantity: number) => void;
  disabled?: boolean;
};

/** Stays within the quantities that can be bought, and returns there from a quantity outside of them. */
export function QuantityStepper({
  quantity,
  most,
  least = 1,
  label,
  less,
  more,
  change,
  disabled = false,
}: Props) {
  const choose = (pieces: number) => change(Math.max(least, Math.min(most, pieces)));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a visible legend
    <div
      aria-label={label}
      className="inline-flex h-11 items-stretch rounded-md border border-edge/60 bg-white"
      role="group"
    >
      <Step
        disabled={disabled || quantity <= least}
        icon="minus"
        label={less}
        press={() => choose(quantity - 1)}
      />
      <output aria-live="polite" className="grid min-w-9 place-items-center font-semibold tabular-nums">
        {quantity}
      </output>
      <Step
        disabled={disabled || quantity >= most}
        icon="plus"
        label={more}
        press={() => choose(quantity + 1)}
      />
    </div>
  );
}

type StepProps = { label: string; icon: "plus" | "minus"; disabled: boolean; press: () => void };

function Step({ label, icon, disabled, press }: StepProps) {
  return (
    <button
      aria-label={label}
      className={clsx(
        "grid w-11 place-items-center rounded-md",
        "hover:bg-sand disabled:cursor-not-allowed disabled:text-edge disabled:hover:bg-transparent",
      )}
      disabled={disabled}
      onClick={press}
      type="button"
    >
      <Icon name={icon} size={17} />
    </button>
  );
}
