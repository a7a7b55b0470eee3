/**
 * Slows down guessing of codes. Only codes that no coupon has are counted: for the shopper, who is a member
 * or has a guest's cart, and for the shopper's network. During a wait every code is refused, a right one too,
 * because the response would tell it; codes that the shopper is known to know are not looked up here.
 */
import { after } from "../../../platform/clock.ts";
import { type Counter, counterOf, guessing, quota } from "../../../platform/throttle/rules.ts";
import { throttling } from "../../../platform/throttle/throttling.ts";
import type { PromotionsContext } from "../context.ts";
import { deleteOldFailures, queries } from "../guess-queries.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** More than at a sign-in: codes are printed and read out, and a shopper may try several shops' codes. */
const ofShopper = { ...guessing, allowed: 10 };
const ofNetwork = quota(30, MINUTE_MS);

export interface Guesser {
  readonly memberId: string | null;
  /** Null: the member alone counts. */
  readonly cartId: string | null;
  /** Null: not known. */
  readonly network: string | null;
}

const throttle = throttling(queries);

/** Throws TOO_MANY_REQUESTS with `retryAfter` (seconds). `look` returns how many codes were wrong, too. */
export function limitGuesses<Found extends { readonly wrong: number }>(
  promotions: PromotionsContext,
  { memberId, cartId, network }: Guesser,
  look: () => Promise<Found>,
): Promise<Found> {
  const shopper = memberId === null ? `cart:${cartId}` : `member:${memberId}`;
  const counters: Counter[] = [
    counterOf(ofShopper, `code:${shopper}`),
    ...(network === null ? [] : [counterOf(ofNetwork, `codes:${network}`)]),
  ];
  // Parallel guesses are judged one by one, so that not all of them are answered before one is counted. What
  // waits is bounded: the rest of a flood is refused at once, without a look at the database.
  return promotions.oneByOne(network ?? shopper, async () => {
    await throttle.refuseWhileThrottled(promotions, counters);
    const found = await look();
    for (let each = 0; each < found.wrong; each += 1) await throttle.countFailure(promotions, counters);
    return found;
  });
}

export async function forgetGuesses({ db, clock }: PromotionsContext): Promise<void> {
  await db.rows(deleteOldFailures, { before: after(clock, -DAY_MS) });
}
