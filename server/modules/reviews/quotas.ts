/** How often a member may write, so that a script cannot fill the shop's pages. Pure. */

const HOUR_MS = 3_600_000;

export interface Quota {
  readonly kind: string;
  readonly allowed: number;
  readonly windowMs: number;
}

const perHour = (kind: string, allowed: number): Quota => ({ kind, allowed, windowMs: HOUR_MS });

export const quotas = {
  review: perHour("review", 30), // and edits of reviews
  question: perHour("question", 10),
  upload: perHour("upload", 60), // requests with pictures
  report: perHour("report", 20),
  vote: perHour("vote", 300),
} as const satisfies Readonly<Record<string, Quota>>;

export interface QuotaUse {
  readonly used: number;
  readonly startedAt: Date;
}

/** Seconds to wait; 0: the use is within the quota. `used` counts it. */
export function waitSeconds({ allowed, windowMs }: Quota, { used, startedAt }: QuotaUse, now: Date): number {
  if (used <= allowed) return 0;
  return Math.max(1, Math.ceil((startedAt.getTime() + windowMs - now.getTime()) / 1_000));
}
