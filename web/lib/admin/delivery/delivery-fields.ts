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

/** A group of goods; `key` as of a region. */
export type GroupRow = {
  key: number;
  code: string;
  name: string;
  nameEn: string;
  base: DeliveryRules["base"];
};

export const groupRowsOf = ({ groups = [] }: DeliveryRules): GroupRow[] =>
  groups.map(({ code, name, base }, key) => ({ key, code, name: name.ko, nameEn: name.en ?? "", base }));

/** Of the rows of a form. */
export type RowKeys = { regions: readonly number[]; groups: readonly number[] };

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
export function rulesFrom(
  values: FormData,
  { regions: keys, groups: of }: RowKeys,
  currency: Currency,
): RulesInput {
  const text = (name: string) => String(values.get(name) ?? "").trim();
  const wrong: string[] = [];
  const read = <Value>(name: string, value: Value | null, least = 0): Value | null => {
    if (value === null || (typeof value === "number" && value < least)) wrong.push(name);
    return value;
  };
  /** `end`: of the names of the fields. */
  const baseIn = (end: string): DeliveryRules["base"] => {
    const type = baseTypes.find((each) => each === text(`type${end}`)) ?? "free";
    const amount = (name: string, least = 0) => read(name, amountOf(text(name), currency), least) ?? 0;
    const fee = type === "free" ? 0 : amount(`fee${end}`);
    const freeFrom = type === "conditional" ? amount(`freeFrom${end}`, 1) : 0;
    const pieces = type === "per_quantity" ? read(`pieces${end}`, countOf(text(`pieces${end}`)), 1) : 0;
    return baseOf(type, fee, freeFrom, pieces ?? 0);
  };
  const base = baseIn("");
  const groups = of.map((key): NonNullable<DeliveryRules["groups"]>[number] => {
    const code = text(`code-g${key}`);
    const name = tidyLine(text(`name-g${key}`));
    return {
      code: read(`code-g${key}`, /^[a-z0-9-]{1,30}$/.test(code) ? code : null) ?? "",
      name: {
        ko: read(`name-g${key}`, name === "" ? null : name) ?? "",
        en: tidyLine(text(`nameEn-g${key}`)) || null,
      },
      base: baseIn(`-g${key}`),
    };
  });
  for (const [at, { code }] of groups.entries())
    if (code !== "" && groups.findIndex((group) => group.code === code) < at) wrong.push(`code-g${of[at]}`);
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
  // A shop without groups stores none, as before there were any.
  const combine = text("combine") === "highest" ? ("highest" as const) : ("sum" as const);
  return { request: { base, ...(groups.length > 0 && { groups, combine }), regions } };
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
