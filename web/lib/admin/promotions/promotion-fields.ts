/** What the form of a new promotion holds, and what of it is sent. Pure. */
import type { Currency, NewPromotionRequest, SimulationRequest } from "../../api/types.ts";
import { amountOf } from "../products/amounts.ts";
import { tidyLine } from "../products/options.ts";
import { momentOf } from "../products/shop-time.ts";

/** The form's fields by the API's names. */
export const promotionPlaces = {
  name: "promotionName",
  "effect/buy": "buy",
  "effect/get": "get",
  "effect/percent": "percent",
  effect: "tiers",
  "effect/tiers": "tiers",
  "period/startsAt": "startsAt",
  "period/endsAt": "endsAt",
} as const;
export type PromotionPlace = (typeof promotionPlaces)[keyof typeof promotionPlaces];

export const promotionTypes = ["buy_get", "amount", "quantity"] as const;

type Effect = NewPromotionRequest["effect"];
type Tier = Extract<Effect, { type: "tiers" }>["tiers"][number];
type PromotionInput = { request: NewPromotionRequest } | { wrong: PromotionPlace[] };

/** @returns the request, or the fields that are empty or no number */
export function newPromotionOf(values: FormData, currency: Currency): PromotionInput {
  const text = (field: string) => String(values.get(field) ?? "").trim();
  const name = tidyLine(text("promotionName"));
  const effect = effectOf(text, currency);
  const wrong: PromotionPlace[] = [...(name === "" ? ["promotionName" as const] : []), ...effect.wrong];
  if (wrong.length > 0 || effect.value === null) return { wrong };
  const categoryIds = values.getAll("category").map(String);
  return {
    request: {
      name,
      effect: effect.value,
      ...(categoryIds.length > 0 && { categoryIds }),
      period: { startsAt: momentOf(text("startsAt")), endsAt: momentOf(text("endsAt")) },
    },
  };
}

type ReadEffect = { value: Effect | null; wrong: PromotionPlace[] };

function effectOf(text: (field: string) => string, currency: Currency): ReadEffect {
  const by = text("type");
  if (by === "amount" || by === "quantity") {
    const tiers = tiersOf(text("tiers"), by, currency);
    return tiers ? { value: { type: "tiers", by, tiers }, wrong: [] } : { value: null, wrong: ["tiers"] };
  }
  const [buy, get] = [countOf(text("buy"), 999), countOf(text("get"), 999)];
  const percent = countOf(text("percent"), 100);
  if (buy !== null && get !== null && percent !== null)
    return { value: { type: "buy_get", buy, get, percent }, wrong: [] };
  const read = Object.entries({ buy, get, percent });
  return { value: null, wrong: read.flatMap(([name, value]) => (value === null ? [name as "buy"] : [])) };
}

function countOf(text: string, most: number): number | null {
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= most ? count : null;
}

/** @returns the tiers of lines such as "30000: 3000" and "50000: 10%", or null for what are none */
export function tiersOf(text: string, by: "amount" | "quantity", currency: Currency): Tier[] | null {
  const lines = text
    .normalize("NFKC")
    .split("\n")
    .filter((line) => line.trim() !== "");
  const tiers = lines.map((line): Tier | null => {
    const [from = "", off = "", ...more] = line.split(":").map((part) => part.trim());
    const least = by === "amount" ? amountOf(from, currency) : countOf(from, 999);
    const discount = discountOf(off, currency);
    return more.length > 0 || !least || !discount ? null : { from: least, discount };
  });
  const rises = tiers.every((tier, at) => tier && tier.from > (tiers[at - 1]?.from ?? 0));
  return tiers.length > 0 && rises ? (tiers as Tier[]) : null;
}

function discountOf(text: string, currency: Currency): Tier["discount"] | null {
  if (text.endsWith("%")) {
    const percent = countOf(text.slice(0, -1).trim(), 100);
    return percent === null ? null : { type: "percent", percent };
  }
  const amount = amountOf(text, currency);
  return amount ? { type: "fixed", amount } : null;
}

/** @returns the goods of lines such as "MUG-1 3", or null for what are none; without a number one piece */
export function cartLinesOf(text: string): SimulationRequest["lines"] | null {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const goods = lines.map((line) => {
    const [, sku = "", quantity = "1"] = /^\s*([\w.-]{1,64})(?:[\s,]+(\d{1,3}))?\s*$/.exec(line) ?? [];
    return sku === "" || Number(quantity) < 1 ? null : { sku, quantity: Number(quantity) };
  });
  return goods.length === 0 || goods.includes(null) ? null : (goods as SimulationRequest["lines"]);
}
