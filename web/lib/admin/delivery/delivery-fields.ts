/** What the form of the delivery fees holds, and what of it is sent. Pure. */
import type { Currency, DeliveryRules } from "../../api/types.ts";
import { plainAmount } from "../../money.ts";
import { amountOf } from "../products/amounts.ts";
import { tidyLine } from "../products/options.ts";

type Region = DeliveryRules["regions"][number];
type Range = Region["ranges"][number];

export const baseTypes = ["free", "fixed", "conditional", "per_quantity"] as const;

/** A row of the form; `key` names it while rows come and go. */
export type RegionRow = { key: number; name: string; nameEn: string; surcharge: string; ranges: string };

export const rowsOf = ({ regions }: DeliveryRules, currency: Currency): RegionRow[] =>
  regions.map(({ name, surcharge, ranges }, key) => ({
    key,
    name: name.ko,
    nameEn: name.en ?? "",
    surcharge: plainAmount({ amount: surcharge, currency }),
    ranges: ranges.map(({ from, to }) => (from === to ? from : `${from}-${to}`)).join("\n"),
  }));

/** @returns the ranges of a text such as "63000-63644, 40200", or null for what is none */
export function rangesOf(text: string): Range[] | null {
  const parts = text
    .normalize("NFKC")
    .split(/[\n,;]+/)
    .map((part) => part.replaceAll(/\s/g, ""))
    .filter((part) => part !== "");
  const ranges = parts.map((part) => {
    const [, from, to = from] = /^(\d{5})(?:[-~–](\d{5}))?$/.exec(part) ?? [];
    return from === undefined || to === undefined || to < from ? null : { from, to };
  });
  return ranges.length === 0 || ranges.includes(null) ? null : (ranges as Range[]);
}

type RulesInput = { request: DeliveryRules } | { wrong: string[] };

/** @returns the request, or the names of the fields that are empty or no number */
export function rulesFrom(values: FormData, keys: readonly number[], currency: Currency): RulesInput {
  const text = (name: string) => String(values.get(name) ?? "").trim();
  const wrong: string[] = [];
  const read = <Value>(name: string, value: Value | null, least = 0): Value | null => {
    if (value === null || (typeof value === "number" && value < least)) wrong.push(name);
    return value;
  };
  const type = baseTypes.find((each) => each === text("type")) ?? "free";
  const fee = type === "free" ? 0 : read("fee", amountOf(text("fee"), currency));
  const freeFrom = type === "conditional" ? read("freeFrom", amountOf(text("freeFrom"), currency), 1) : 0;
  const pieces = type === "per_quantity" ? read("pieces", countOf(text("pieces")), 1) : 0;
  const regions = keys.map((key): Region => {
    const name = tidyLine(text(`name-${key}`));
    return {
      name: {
        ko: read(`name-${key}`, name === "" ? null : name) ?? "",
        en: tidyLine(text(`nameEn-${key}`)) || null,
      },
      surcharge: read(`surcharge-${key}`, amountOf(text(`surcharge-${key}`), currency), 1) ?? 0,
      ranges: read(`ranges-${key}`, rangesOf(text(`ranges-${key}`))) ?? [],
    };
  });
  for (const at of overlapping(regions)) wrong.push(`ranges-${keys[at]}`);
  if (wrong.length > 0) return { wrong };
  return { request: { base: baseOf(type, fee ?? 0, freeFrom ?? 0, pieces ?? 0), regions } };
}

const countOf = (text: string): number | null => (/^\d{1,3}$/.test(text) ? Number(text) : null);

function baseOf(
  type: (typeof baseTypes)[number],
  fee: number,
  freeFrom: number,
  pieces: number,
): DeliveryRules["base"] {
  if (type === "conditional") return { type, fee, freeFrom };
  if (type === "per_quantity") return { type, fee, pieces };
  return type === "fixed" ? { type, fee } : { type };
}

/** The regions that share a postcode with one before them, or have one twice. */
function overlapping(regions: readonly Region[]): number[] {
  const all = regions.flatMap(({ ranges }, at) => ranges.map((range) => ({ ...range, at })));
  const shares = all.filter((range, index) =>
    all.slice(0, index).some((other) => range.from <= other.to && other.from <= range.to),
  );
  return [...new Set(shares.map(({ at }) => at))];
}
