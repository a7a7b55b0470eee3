"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import type { Image, ProductOption } from "@/lib/api/types";
import { type ValueState, valuePictures, valueState } from "@/lib/options";
import { Picture } from "../ui/picture";
import { useSelection } from "./selection";

type Props = { option: ProductOption; missing: boolean };

/** One option as radio buttons. Sold-out values are disabled; values that need other choices are not. */
export function OptionPicker({ option, missing }: Props) {
  const t = useTranslations("buy");
  const { product, swatches, selection, pick } = useSelection();
  const pictures = valuePictures(product, option);
  const chosen = selection[option.name];
  const messageId = `missing-${option.name}`;
  return (
    <fieldset aria-describedby={missing ? messageId : undefined} id={`option-${option.name}`}>
      <legend className="text-[0.9375rem]">
        <span className="font-bold">{option.label}</span>
        {chosen !== undefined && (
          <span className="ml-2 text-soft">{option.valueLabels[chosen] ?? chosen}</span>
        )}
      </legend>
      <div className="mt-2.5 flex flex-wrap gap-2">
        {option.values.map((value) => (
          <OptionValue
            chosen={chosen === value}
            colour={pictures ? undefined : swatches[value]}
            image={pictures?.get(value)}
            key={value}
            label={option.valueLabels[value] ?? value}
            name={option.name}
            pick={() => pick(option.name, value)}
            state={valueState(product, selection, option.name, value)}
          />
        ))}
      </div>
      {missing && (
        <p className="mt-2 text-sm font-medium text-accent" id={messageId} role="alert">
          {t("choose", { option: option.label })}
        </p>
      )}
    </fieldset>
  );
}

type OptionValueProps = {
  name: string;
  label: string;
  image: Image | undefined;
  colour: string | undefined;
  state: ValueState;
  chosen: boolean;
  pick: () => void;
};

function OptionValue({ name, label, image, colour, state, chosen, pick }: OptionValueProps) {
  const t = useTranslations("buy");
  const soldOut = state === "soldOut";
  return (
    <label
      className={clsx(
        "option-value",
        image ? "flex-col p-1 pb-2 text-[0.8125rem]" : "min-h-11 min-w-13 px-4",
        chosen ? "border-ink bg-white font-semibold ring-1 ring-ink" : "border-edge/60 bg-white",
        !chosen && state === "available" && "hover:border-ink",
        state === "elsewhere" && !chosen && "border-dashed bg-transparent! text-soft",
        soldOut && "border-line! bg-sand! text-soft line-through",
      )}
      style={colour ? { boxShadow: `inset 0 -5px ${colour}` } : undefined}
    >
      <input
        checked={chosen}
        className="absolute inset-0 size-full cursor-[inherit] appearance-none rounded-md outline-none!"
        disabled={soldOut}
        name={name}
        onChange={pick}
        type="radio"
        value={label}
      />
      {image && (
        <span
          className={clsx(
            "mb-1.5 block size-16 overflow-hidden rounded-sm",
            state !== "available" && "opacity-45",
          )}
        >
          <Picture className="size-full" decorative image={image} sizes="4rem" />
        </span>
      )}
      {label}
      {soldOut && <span className="sr-only"> {t("soldOut")}</span>}
      {state === "elsewhere" && !chosen && <span className="sr-only"> {t("otherChoices")}</span>}
    </label>
  );
}
