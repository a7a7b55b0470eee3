"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import type { Cart, Money } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { Icon } from "../ui/icon";
import type { CartChange } from "./use-place-order";

type Props = { change: CartChange; cart: Cart; accept: () => Promise<void> };

/** The stock or the prices that have changed, with both values, and the button that accepts them. */
export function ChangeNotice({ change, cart, accept }: Props) {
  const t = useTranslations("checkout");
  const locale = useLocale();
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);

  const nameOf = (variantId: string) => {
    const item = cart.items.find((candidate) => candidate.variantId === variantId);
    if (!item) return t("aProduct");
    return [item.name, ...item.options.map(({ value }) => value)].join(" · ");
  };
  const from = ({ was, now }: { was: Money; now: Money }) =>
    t("priceNow", { was: formatMoney(was, locale), now: formatMoney(now, locale) });
  const notesOf = () => {
    if (change.kind === "stock")
      return change.lines.map(({ variantId, requested, available }) => ({
        name: nameOf(variantId),
        text: available > 0 ? t("stockNow", { requested, available }) : t("stockNone"),
      }));
    const { items, deliveryFee, discount } = change;
    return [
      ...items.map(({ variantId, ...values }) => ({ name: nameOf(variantId), text: from(values) })),
      ...(discount ? [{ name: t("promotions"), text: from(discount) }] : []),
      ...(deliveryFee ? [{ name: t("deliveryFee"), text: from(deliveryFee) }] : []),
    ];
  };
  return (
    <section
      className="rounded-lg border border-accent bg-accent-wash p-5"
      ref={box}
      role="alert"
      tabIndex={-1}
    >
      <p className="flex items-center gap-2 font-bold text-accent-deep">
        <Icon className="shrink-0" name="alert" size={20} />
        {change.kind === "stock" ? t("stockChanged") : t("priceChanged")}
      </p>
      <ul className="mt-2 space-y-1 pl-7 text-[0.9375rem]">
        {notesOf().map(({ name, text }) => (
          <li key={name}>
            <span className="font-semibold">{name}</span>: {text}
          </li>
        ))}
      </ul>
      <button className="button button-ink mt-4 ml-7" onClick={() => void accept()} type="button">
        {change.kind === "stock" ? t("acceptStock") : t("acceptPrice")}
      </button>
    </section>
  );
}
