/** What a shopper would pay with a draft of a promotion or a coupon. Stores nothing. */
import { type InputProblem, inputError, inputProblem } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import type { NewCoupon } from "../../promotions/contract/coupon-input.ts";
import { draftCoupon, termProblems } from "../../promotions/contract/coupon-terms.ts";
import {
  draftPromotion,
  effectProblems,
  isCurrent,
  type NewPromotion,
  type PromotionTerms,
} from "../../promotions/contract/promotion.ts";
import { unknownGoods } from "../../promotions/contract/unknown-goods.ts";
import type { CouponTerms } from "../../promotions/contract.ts";
import type { CartContext } from "../context.ts";
import type { Quote } from "../contract.ts";
import type { ItemRow } from "../queries.ts";
import { quoteOf } from "../quote.ts";
import { categoriesFor, NOTHING_SHOWN } from "./read-cart.ts";

interface Trial {
  readonly promotion?: NewPromotion;
  readonly coupon?: NewCoupon;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  readonly member: boolean;
  readonly postcode: string | null;
}

export interface Simulation {
  readonly before: Quote;
  readonly after: Quote;
}

/** Throws INVALID_INPUT. A draft counts at once, whatever its period. */
export async function simulate(carts: CartContext, trial: Trial): Promise<Simulation> {
  const { clock, currency, spending } = carts;
  const items = await itemsOf(carts, trial);
  const now = clock.now();
  const [cards, rules, all] = await Promise.all([
    carts.catalog.describe({ variantIds: items.map(({ variantId }) => variantId) }),
    carts.deliveryRules(),
    carts.automatic(),
  ]);
  const variants = new Map(cards.map((card) => [card.variantId, card]));
  const promotions = all.filter((terms) => isCurrent(terms, now));
  const draft = trial.promotion ? [draftPromotion(newId(now), trial.promotion, currency)] : [];
  const isMembersOnly = trial.coupon?.limits?.perMember !== undefined && !trial.member;
  const coupons = trial.coupon && !isMembersOnly ? [draftCoupon(newId(now), trial.coupon, currency)] : [];
  const categories = await categoriesFor(carts.catalog, [...promotions, ...draft, ...coupons], cards);
  const shop = { variants, rules, currency, spending, categories, shown: NOTHING_SHOWN };
  const quoteWith = (drafts: readonly PromotionTerms[], used: readonly CouponTerms[]) =>
    quoteOf(items, {
      ...{ ...shop, postcode: trial.postcode },
      ...{ promotions: [...promotions, ...drafts], coupons: used },
    });
  const after = quoteWith(draft, coupons);
  const refused = isMembersOnly ? [{ coupon: "DRAFT", reason: "MEMBERS_ONLY" as const }] : [];
  return { before: quoteWith([], []), after: { ...after, refused: [...refused, ...after.refused] } };
}

/** A cart with these goods, each SKU on one line. */
async function itemsOf({ catalog, clock, currency }: CartContext, trial: Trial): Promise<ItemRow[]> {
  const { promotion, coupon, lines } = trial;
  const found = await catalog.findSkus({ skus: [...new Set(lines.map(({ sku }) => sku))] });
  const ids = new Map(found.map(({ sku, variantId }) => [sku, variantId]));
  const problems: InputProblem[] = [
    ...(promotion ? below("/promotion", effectProblems(promotion.effect, currency)) : []),
    ...(coupon ? below("/coupon", termProblems(coupon, currency)) : []),
    ...(promotion || coupon ? [] : [inputProblem("/promotion", "REQUIRED")]),
    ...lines.flatMap(({ sku }, at) => (ids.has(sku) ? [] : [inputProblem(`/lines/${at}/sku`, "UNKNOWN")])),
  ];
  if (problems.length > 0) throw inputError(problems);
  const unknown = [
    ...below("/promotion", await unknownGoods(catalog, promotion ?? {})),
    ...below("/coupon", await unknownGoods(catalog, coupon ?? {})),
  ];
  if (unknown.length > 0) throw inputError(unknown);
  const pieces = new Map<string, number>();
  for (const { sku, quantity } of lines) {
    const variantId = ids.get(sku) ?? "";
    pieces.set(variantId, (pieces.get(variantId) ?? 0) + quantity);
  }
  return [...pieces].map(([variantId, quantity]) => ({
    ...{ id: newId(clock.now()), variantId, quantity },
    ...{ unitPrice: 0, currency },
  }));
}

const below = (pointer: string, problems: readonly InputProblem[]): InputProblem[] =>
  problems.map((problem) => ({ ...problem, pointer: pointer + problem.pointer }));
