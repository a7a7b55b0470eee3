import type { Money } from "./types.ts";

/**
 * A problem document of the API (RFC 9457), or NETWORK when there was no response.
 * Each optional member belongs to the code named beside it, or to all.
 */
export type Problem = {
  status: number;
  code: string;
  title: string;
  requestId?: string;
  errors?: FieldError[];
  /** `pointer`: of a stock-take's lines. */
  lines?: { variantId: string; requested: number; available: number; pointer?: string }[];
  /** LINES_REFUSED */
  refused?: { sku: string; added: number; problem: string }[];
  items?: { variantId: string; was: Money; now: Money }[];
  /** PRICE_CHANGED */
  deliveryFee?: { was: Money; now: Money };
  discount?: { was: Money; now: Money };
  reason?: { code: string; message: string };
  /** 429 and 503: seconds to wait. */
  retryAfter?: number;
  /** SECOND_FACTOR_REQUIRED: sent back with the code. */
  challenge?: string;
  methods?: ("totp" | "recovery" | "passkey")[];
  /** OPEN_ORDERS */
  orders?: { id: string; number: string; status: string }[];
  /** PRODUCT_ENDED */
  productId?: string;
  categories?: { id: string; slug: string; name: string }[];
  /** BRAND_TAKEN: the brand that has the name. */
  brandId?: string;
  name?: string;
  /** ATTRIBUTE_IN_USE: how many have it. */
  products?: number;
  /** STALE_EDIT: the version that is stored, and what changed since the edit began, by JSON pointer. */
  etag?: string;
  differences?: { pointer: string; was: unknown; now: unknown }[];
};

export type FieldError = { pointer: string; code: string; message: string };

export type ApiResult<T> = { ok: true; data: T } | { ok: false; problem: Problem };

export const noResponse = (cause: unknown): Problem => ({ status: 0, code: "NETWORK", title: String(cause) });

/** Whether it is unknown if the request took effect. Then the request is repeated with the same key. */
export const isUncertain = ({ status, code }: Problem): boolean =>
  status === 0 || status >= 500 || status === 429 || code === "REQUEST_IN_PROGRESS";

/** The call needs a sign-in within the last minutes. */
export const isStepUpDue = ({ code }: Problem): boolean => code === "STEP_UP_REQUIRED";

export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.status} ${problem.code} (request ${problem.requestId ?? "unknown"})`);
    this.name = "ApiError";
    this.problem = problem;
  }
}

/** For reads that a page needs: returns the value, or throws an ApiError for the error page. */
export function unwrap<T>(result: ApiResult<T>): T {
  if (result.ok) return result.data;
  throw new ApiError(result.problem);
}

/** For pages about one thing: null when it does not exist, an ApiError for every other problem. */
export function unwrapOrNull<T>(result: ApiResult<T>): T | null {
  if (!result.ok && (result.problem.status === 404 || result.problem.status === 400)) return null;
  return unwrap(result);
}
