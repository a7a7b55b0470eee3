import { DomainError } from "../../../platform/errors.ts";
import type { ReviewsContext } from "../context.ts";
import { countUse } from "../quota-queries.ts";
import { type Quota, waitSeconds } from "../quotas.ts";

/** Counts first, so that parallel requests cannot all pass. Throws TOO_MANY_REQUESTS with `retryAfter`. */
export async function useQuota({ db, clock }: ReviewsContext, memberId: string, quota: Quota): Promise<void> {
  const now = clock.now();
  const windowSince = new Date(now.getTime() - quota.windowMs);
  const use = await db.first(countUse, { memberId, kind: quota.kind, now, windowSince });
  if (!use) throw new Error("a use was not counted");
  const retryAfter = waitSeconds(quota, use, now);
  if (retryAfter > 0) throw new DomainError("TOO_MANY_REQUESTS", { retryAfter });
}
