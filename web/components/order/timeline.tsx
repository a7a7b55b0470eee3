"use client";

import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import type { Order } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { Icon } from "../ui/icon";

const steps = ["pending_payment", "paid", "preparing", "shipped", "delivered"] as const;

type Step = (typeof steps)[number];

const timesOf = ({ events }: Order, types: readonly (typeof steps)[number][]) =>
  Object.fromEntries(types.map((type) => [type, events.find((event) => event.type === type)?.at ?? null]));

function stepOf({ status }: Order): Step {
  if (status === "completed") return "delivered";
  return status === "awaiting_deposit" ? "pending_payment" : (status as Step);
}

/** The steps of an order, and the current one. Orders that ended early have no steps to show. */
export function Timeline({ order }: { order: Order }) {
  const t = useTranslations("order");
  const locale = useLocale();
  const reached = steps.indexOf(stepOf(order));
  if (reached < 0) return null;
  const times: Partial<Record<(typeof steps)[number], string | null>> = {
    pending_payment: order.placedAt,
    paid: order.paidAt,
    ...timesOf(order, ["preparing", "shipped", "delivered"]),
  };
  return (
    <ol aria-label={t("progress")} className="mt-10 grid grid-cols-5">
      {steps.map((step, index) => {
        const at = times[step];
        return (
          <li
            aria-current={index === reached ? "step" : undefined}
            className="relative flex flex-col items-center px-0.5 text-center"
            key={step}
          >
            {index > 0 && (
              <span
                aria-hidden="true"
                className={clsx(
                  "absolute top-3.5 right-1/2 h-0.5 w-full",
                  index <= reached ? "bg-leaf" : "bg-line",
                )}
              />
            )}
            <span
              aria-hidden="true"
              className={clsx(
                "relative z-10 grid size-7 place-items-center rounded-full",
                index <= reached ? "bg-leaf text-white" : "border-2 border-line bg-paper",
              )}
            >
              {index <= reached && <Icon name="check" size={16} />}
            </span>
            <span
              className={clsx(
                "mt-2.5 text-[0.8125rem] leading-tight md:text-[0.9375rem]",
                index === reached ? "font-bold" : index < reached ? "" : "text-soft",
              )}
            >
              {t(`steps.${step}`)}
            </span>
            {at && index <= reached && (
              <time className="mt-1 hidden text-xs text-soft md:block" dateTime={at}>
                {formatDateTime(at, locale)}
              </time>
            )}
          </li>
        );
      })}
    </ol>
  );
}
