"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import { type AddOnItem, type AddOnLine, firstLine, mostOf } from "@/lib/add-ons";
import { formatMoney } from "@/lib/money";
import { NoPicture, Picture } from "../ui/picture";
import { QuantityStepper } from "../ui/quantity-stepper";

type Props = {
  heading: string | null;
  items: readonly AddOnItem[];
  /** What is chosen now. */
  change: (lines: readonly AddOnLine[]) => void;
};

/** What may be bought with the product. Nothing is ticked before the shopper ticks it. */
export default function AddOnPicker({ heading, items, change }: Props) {
  const t = useTranslations("buy");
  /** By the place of the item. */
  const [chosen, setChosen] = useState<Readonly<Record<number, AddOnLine>>>({});
  const choose = (place: number, line: AddOnLine | null) => {
    const { [place]: _before, ...others } = chosen;
    const next = line ? { ...others, [place]: line } : others;
    setChosen(next);
    change(Object.values(next));
  };
  const list = useRef<HTMLUListElement>(null);
  const isNew = useRef(true);
  // What a shopper ticks before this code is there is ticked in the page alone.
  useEffect(() => {
    if (!isNew.current) return;
    isNew.current = false;
    const boxes = [...(list.current?.querySelectorAll<HTMLInputElement>("input[type=checkbox]") ?? [])];
    const ticked = items.flatMap((item, place) => {
      const line = boxes[place]?.checked ? firstLine(item) : null;
      return line ? [[place, line] as const] : [];
    });
    if (ticked.length === 0) return;
    setChosen(Object.fromEntries(ticked));
    change(ticked.map(([, line]) => line));
  }, [items, change]);
  return (
    <fieldset className="mt-7">
      <legend className="text-[0.9375rem] font-bold">{heading ?? t("addOns")}</legend>
      <ul className="mt-2.5 divide-y divide-line rounded-lg border border-line bg-white" ref={list}>
        {items.map((item, place) => (
          <AddOn
            change={(line) => choose(place, line)}
            item={item}
            key={`${item.productId} ${item.variants[0]?.id}`}
            line={chosen[place]}
          />
        ))}
      </ul>
    </fieldset>
  );
}

type AddOnProps = {
  item: AddOnItem;
  line: AddOnLine | undefined;
  change: (line: AddOnLine | null) => void;
};

function AddOn({ item, line, change }: AddOnProps) {
  const t = useTranslations("buy");
  const locale = useLocale();
  const first = firstLine(item);
  const shown = item.variants.find(({ id }) => id === (line ?? first)?.variantId) ?? item.variants[0];
  const look = "size-12 shrink-0 overflow-hidden rounded-md";
  return (
    <li className="px-3 py-2">
      <label className="flex min-h-12 items-center gap-3 text-[0.9375rem]">
        <input
          checked={line !== undefined}
          className="size-5 shrink-0 accent-ink"
          disabled={first === null}
          onChange={({ target }) => change(target.checked ? first : null)}
          type="checkbox"
        />
        {item.image ? (
          <Picture className={look} decorative image={item.image} sizes="3rem" />
        ) : (
          <NoPicture className={look} />
        )}
        <span className={first === null ? "min-w-0 flex-1 text-soft" : "min-w-0 flex-1"}>
          {item.name}
          {item.variants.length === 1 && shown?.label && (
            <span className="block text-sm text-soft">{shown.label}</span>
          )}
        </span>
        <span className="shrink-0 font-semibold tabular-nums">
          {first === null ? (
            <span className="font-medium text-soft">{t("soldOut")}</span>
          ) : (
            shown && formatMoney(shown.price, locale)
          )}
        </span>
      </label>
      {line && <Choices change={change} item={item} line={line} />}
    </li>
  );
}

type ChoicesProps = { item: AddOnItem; line: AddOnLine; change: (line: AddOnLine) => void };

/** Which variant, and how many. */
function Choices({ item, line, change }: ChoicesProps) {
  const t = useTranslations("buy");
  const id = useId();
  return (
    <div className="flex flex-wrap items-center gap-3 pt-1 pb-2 pl-8">
      {item.variants.length > 1 && (
        <>
          <label className="sr-only" htmlFor={id}>
            {t("addOnOption", { name: item.name })}
          </label>
          <select
            className="field min-h-11! w-auto!"
            id={id}
            onChange={({ target }) => change({ variantId: target.value, quantity: item.minQuantity })}
            value={line.variantId}
          >
            {item.variants.map((variant) => (
              <option disabled={variant.available < item.minQuantity} key={variant.id} value={variant.id}>
                {variant.available < item.minQuantity ? `${variant.label} (${t("soldOut")})` : variant.label}
              </option>
            ))}
          </select>
        </>
      )}
      <QuantityStepper
        change={(quantity) => change({ ...line, quantity })}
        label={t("quantityOf", { name: item.name })}
        least={item.minQuantity}
        less={t("less")}
        more={t("more")}
        most={mostOf(item, line.variantId)}
        quantity={line.quantity}
      />
    </div>
  );
}
