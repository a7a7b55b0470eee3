/** What an automatic promotion takes off: its terms, what staff send, and what it may be. Pure. */
import { type Static, type TSchema, Type } from "typebox";
import { type InputProblem, inputProblem } from "../../../platform/errors.ts";
import { type Currency, Money } from "../../../platform/money.ts";
import { asMoney, Closed, Line, MoneyInput, Nullable, Timestamp, Uuid } from "../../../platform/schema.ts";
import { Period } from "./period.ts";

const Count = Type.Integer({ minimum: 1, maximum: 999 });
const Percent = Type.Integer({ minimum: 1, maximum: 100 });

/**
 * `buy_get`: of each `buy + get` pieces, the `get` cheapest cost so many percent less. `tiers`: the highest
 * tier that the goods reach counts, by their price before all discounts (minor units) or their pieces.
 */
const effectOf = <Amount extends TSchema>(amount: Amount) =>
  Type.Union([
    Closed({ type: Type.Literal("buy_get"), buy: Count, get: Count, percent: Percent }),
    Closed({
      type: Type.Literal("tiers"),
      by: Type.Enum(["amount", "quantity"]),
      tiers: Type.Array(
        Closed({
          from: Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 }),
          discount: Type.Union([
            Closed({ type: Type.Literal("fixed"), amount }),
            Closed({ type: Type.Literal("percent"), percent: Percent }),
          ]),
        }),
        { minItems: 1, maxItems: 10 },
      ),
    }),
  ]);

export const PromotionEffect = effectOf(Money);
export type PromotionEffect = Static<typeof PromotionEffect>;

/** `startsAt`, `endsAt`: null is no bound. */
export const PromotionTerms = Closed({
  id: Uuid,
  name: Type.String(),
  effect: PromotionEffect,
  productIds: Type.Array(Uuid),
  categoryIds: Type.Array(Uuid),
  startsAt: Nullable(Timestamp),
  endsAt: Nullable(Timestamp),
});
export type PromotionTerms = Static<typeof PromotionTerms>;

export const NewPromotion = Closed({
  name: Line(80),
  effect: effectOf(MoneyInput),
  productIds: Type.Optional(Type.Array(Uuid, { maxItems: 500, description: "these goods" })),
  categoryIds: Type.Optional(
    Type.Array(Uuid, { maxItems: 100, description: "goods of these and of those below; neither: all goods" }),
  ),
  period: Type.Optional(Period),
});
export type NewPromotion = Static<typeof NewPromotion>;

type EffectInput = NewPromotion["effect"];

/** Tiers rise, and amounts are in the shop's currency. */
export function effectProblems(effect: EffectInput, currency: Currency): InputProblem[] {
  if (effect.type === "buy_get") return [];
  return effect.tiers.flatMap(({ from, discount }, at): InputProblem[] => {
    const pointer = `/effect/tiers/${at}`;
    const before = effect.tiers[at - 1]?.from ?? 0;
    const problems = from > before ? [] : [inputProblem(`${pointer}/from`, "MINIMUM", { limit: before + 1 })];
    if (discount.type === "percent") return problems;
    const amount = asMoney(discount.amount, currency);
    if (amount.currency !== currency)
      problems.push(inputProblem(`${pointer}/discount/amount`, "CURRENCY", { currency }));
    if (amount.amount < 1) problems.push(inputProblem(`${pointer}/discount/amount`, "MINIMUM", { limit: 1 }));
    return problems;
  });
}

/** With all amounts in their full form. */
export function storedEffect(effect: EffectInput, currency: Currency): PromotionEffect {
  if (effect.type === "buy_get") return effect;
  return {
    ...effect,
    tiers: effect.tiers.map(({ from, discount }) => ({
      from,
      discount:
        discount.type === "percent" ? discount : { ...discount, amount: asMoney(discount.amount, currency) },
    })),
  };
}

/** The terms of a promotion that is not stored, as if it counted now. */
export function draftPromotion(id: string, input: NewPromotion, currency: Currency): PromotionTerms {
  const { name, productIds = [], categoryIds = [] } = input;
  const effect = storedEffect(input.effect, currency);
  return { id, name, effect, productIds, categoryIds, startsAt: null, endsAt: null };
}

/** Whether it counts at this moment. */
export const isCurrent = ({ startsAt, endsAt }: PromotionTerms, now: Date): boolean =>
  (startsAt === null || new Date(startsAt) <= now) && (endsAt === null || now < new Date(endsAt));
