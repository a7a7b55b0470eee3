"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useStepUp } from "@/components/auth/step-up";
import { useChange } from "@/components/form/use-change";
import type { ApiResult } from "@/lib/api/problem";

/** What staff decide about a payment or a refund; the page is drawn anew. `dialog` must be rendered. */
export function useDecision<Field extends string = never>(fields?: Readonly<Record<string, Field>>) {
  const t = useTranslations("adminPayments");
  const router = useRouter();
  const { guarded, dialog } = useStepUp();
  const state = useChange<Field>({
    ...(fields && { fields }),
    codes: { WRONG_PAYMENT_STATE: t("changed"), OWN_REFUND: t("ownRefused") },
  });
  const decide = <T>(call: () => Promise<ApiResult<T>>, done: string) =>
    state.change({ call: () => guarded(call), done, after: () => router.refresh() });
  return { state, decide, guarded, dialog };
}
