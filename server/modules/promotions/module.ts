import { serializedByKey } from "../../platform/concurrency.ts";
import type { Module } from "../../platform/module.ts";
import { nothing } from "../../platform/schema.ts";
import { audit } from "./audit.ts";
import { findPromotions } from "./automatic/service.ts";
import type { PromotionsContext } from "./context.ts";
import { promotions as contract } from "./contract.ts";
import { FIRST_ATTEMPT, restorePoints } from "./points/holds.ts";
import {
  clawBackPoints,
  earnPoints,
  expirePoints,
  expiringPoints,
  findPoints,
  grantPoints,
  pointsOf,
} from "./points/service.ts";
import { routes } from "./routes.ts";
import { findCoupons } from "./service/find-coupons.ts";
import { forgetGuesses } from "./service/guesses.ts";
import { giveCoupon } from "./service/hand-out.ts";
import { couponsOf, exportOf, forgetMember } from "./service/own-coupons.ts";
import {
  commit,
  committedOrders,
  earnedPoints,
  extend,
  giveBack,
  release,
  reserve,
  spentPoints,
  sweepUses,
} from "./service/uses.ts";

/** Codes of one network that wait for those before them: more than type one at once behind one gateway. */
const MOST_WAITING = 500;

export function promotionsModule(options: Omit<PromotionsContext, "oneByOne">): Module<typeof contract> {
  const promotions: PromotionsContext = { ...options, oneByOne: serializedByKey(MOST_WAITING) };
  const done = async (work: Promise<void>) => {
    await work;
    return nothing;
  };
  return {
    contract,
    port: {
      findCoupons: (asked) => findCoupons(promotions, asked),
      expiringPoints: (asked) => expiringPoints(promotions, asked),
      findPromotions: () => findPromotions(promotions),
      findPoints: (asked) => findPoints(promotions, asked),
      reserve: (hold) => done(reserve(promotions, hold)),
      extend: ({ orderId, until, attempt = FIRST_ATTEMPT }) =>
        done(extend(promotions, { orderId, until: new Date(until), attempt })),
      commit: ({ orderId }) => done(commit(promotions, orderId)),
      release: ({ orderId, attempt = null }) => done(release(promotions, orderId, attempt)),
      giveBack: ({ orderId }) => done(giveBack(promotions, orderId)),
      committedOrders: (page) => committedOrders(promotions, page),
      earnedPoints: (asked) => earnedPoints(promotions, asked),
      spentPoints: (page) => spentPoints(promotions, page),
      restorePoints: (refund) => done(restorePoints(promotions, refund)),
      earnPoints: (earning) => done(earnPoints(promotions, earning)),
      clawBackPoints: (refund) => done(clawBackPoints(promotions, refund)),
      earnAgain: ({ refundId, ...earning }) => done(earnPoints(promotions, earning, refundId)),
      grantPoints: (grant) => grantPoints(promotions, grant),
      giveCoupon: (gift) => giveCoupon(promotions, gift),
      couponsOf: (asked) => couponsOf(promotions, asked),
      pointsOf: (asked) => pointsOf(promotions, asked),
      exportOf: ({ memberId }) => exportOf(promotions, memberId),
      forgetMember: ({ memberId }) => done(forgetMember(promotions, memberId)),
    },
    consumers: {},
    jobs: [
      { name: "promotions.sweep", everyMs: 30_000, run: () => sweepUses(promotions) },
      { name: "promotions.forgetGuesses", everyMs: 3_600_000, run: () => forgetGuesses(promotions) },
      { name: "promotions.expirePoints", everyMs: 60_000, run: () => expirePoints(promotions) },
    ],
    routes: (app) => routes(app, promotions),
    audit: () => audit(promotions),
  };
}
