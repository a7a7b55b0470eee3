"use client";

import { useRouter } from "next/navigation";
import { useStepUp } from "@/components/auth/step-up";
import { RefundAccount } from "@/components/order/refund-account";
import { useApi } from "@/lib/api/browser";
import { storeRefundAccountOf } from "@/lib/api/staff-orders";

/** Staff enter the account that the buyer told them. It may ask for the password once more. */
export function StaffRefundAccount({ orderId }: { orderId: string }) {
  const api = useApi();
  const router = useRouter();
  const { guarded, dialog } = useStepUp();
  return (
    <>
      <RefundAccount
        wanted={false}
        call={(account) => guarded(() => storeRefundAccountOf(api, orderId, account))}
        changed={() => router.refresh()}
      />
      {dialog}
    </>
  );
}
