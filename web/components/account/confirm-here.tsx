"use client";

import { useRouter } from "next/navigation";
import { ConfirmPurchase } from "../order/confirm-purchase";

/** Confirms a purchase that stands in the way of leaving; the page is drawn anew after it. */
export function ConfirmHere({ orderId, number }: { orderId: string; number: string }) {
  const router = useRouter();
  return (
    <ConfirmPurchase
      changed={() => router.refresh()}
      guestToken={undefined}
      inRowOf={number}
      orderId={orderId}
    />
  );
}
