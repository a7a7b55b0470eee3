"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useApi } from "@/lib/api/browser";
import { cancelOrder } from "@/lib/api/order-changes";
import { getOrder } from "@/lib/api/orders";
import type { FullOrder } from "@/lib/api/types";
import { everythingLeft, linesOf } from "@/lib/checkout/cancel-choice";

type Props = { order: FullOrder; guestToken: string | undefined; changed: (order: FullOrder) => void };

const unpaid: readonly string[] = ["pending_payment", "awaiting_deposit"];
const over: readonly string[] = ["failed", "expired", "canceled"];

/** While an attempt may still be paid, its order keeps what it uses. A refused one has let it go. */
export const holdsReductions = ({ status, payment, discounts, pointsSpent }: FullOrder): boolean =>
  status === "pending_payment" &&
  !over.includes(payment?.status ?? "") &&
  ((discounts?.length ?? 0) > 0 || (pointsSpent ?? 0) > 0);

/**
 * A provider may not tell the shop of a payment that was refused in its window. The order keeps its coupons
 * and points for the rest of its time then, unless its buyer cancels it. It may be paid elsewhere meanwhile,
 * so it is read again before.
 */
export function LetOrderGo({ order, guestToken, changed }: Props) {
  const t = useTranslations("payment");
  const api = useApi();
  // A repeat is the same request, so that a lost answer cancels once.
  const key = useRef(crypto.randomUUID());
  const [state, setState] = useState<"held" | "busy" | "free" | "failed">("held");
  const cancel = async () => {
    if (state === "busy") return;
    setState("busy");
    const now = await getOrder(api, order.id, guestToken);
    if (!now.ok) return setState("failed");
    if (!unpaid.includes(now.data.status)) {
      // The answer to an earlier press may be lost.
      setState(now.data.status === "canceled" ? "free" : "failed");
      return changed(now.data);
    }
    const body = { lines: linesOf(everythingLeft(now.data.items)), reason: t("letGoReason") };
    const answer = await cancelOrder(api, key.current, order.id, guestToken, body);
    if (answer.ok) {
      setState("free");
      changed(answer.data.order);
      return;
    }
    // After a definite refusal the next press is a new request.
    if (answer.problem.status > 0 && answer.problem.status < 500) key.current = crypto.randomUUID();
    setState("failed");
  };
  return (
    <div className="space-y-3 text-sm">
      {state !== "free" && holdsReductions(order) && (
        <>
          <p className="text-soft">{t("holding")}</p>
          <button
            aria-disabled={state === "busy"}
            className="button button-line w-full"
            onClick={() => void cancel()}
            type="button"
          >
            {t("letGo")}
          </button>
        </>
      )}
      <p className="font-medium" role="status">
        {state === "free" && t("letGone")}
        {state === "failed" && t("letGoFailed")}
      </p>
    </div>
  );
}
