"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useChange } from "@/components/form/use-change";
import type { ApiResult } from "@/lib/api/problem";
import type { StaffClaim } from "@/lib/api/types";

type Options<Field extends string> = NonNullable<Parameters<typeof useChange<Field>>[0]>;

/** A step of a claim: the page is drawn anew after it. */
export function useClaimStep<Field extends string = never>({ codes, ...options }: Options<Field> = {}) {
  const t = useTranslations("adminClaims");
  const router = useRouter();
  const state = useChange<Field>({
    ...options,
    codes: { WRONG_CLAIM_STATUS: t("changed"), TOO_MANY_PIECES: t("inspectError"), ...codes },
  });
  const take = (call: () => Promise<ApiResult<StaffClaim>>, done: string) =>
    state.change({ call, done, after: () => router.refresh() });
  return { state, take };
}
