/**
 * MLflow's search expressions. `metrics.ndcg > 0.2 AND tags.cause = 'nightly'`, and orders such as
 * `metrics.ndcg DESC`. Pure.
 *
 * Source: "Search Runs" and "Search Model Versions" of mlflow.org. Comparisons are joined by AND alone, as
 * there. A field that an entity does not have meets no comparison but `!=`, and comes last in an order.
 */
import { ownField } from "../../../platform/own-field.ts";

/** Reads a field of an entity by its name: `name`, `metrics.ndcg`, `tags.cause`. */
export type FieldReader = (field: string) => string | number | undefined;

type Condition = (read: FieldReader) => boolean;
type FieldOrder = (left: FieldReader, right: FieldReader) => number;

const FIELD = String.raw`((?:[a-z]+\.)?(?:[\w./-]+|\x60[^\x60]+\x60|"[^"]+"))`;
const LIST = String.raw`\(\s*'[^']*'(?:\s*,\s*'[^']*')*\s*\)`;
const VALUE = String.raw`('[^']*'|"[^"]*"|-?\d+(?:\.\d+)?(?:e[-+]?\d+)?|${LIST})`;
const COMPARISON = new RegExp(
  String.raw`^\s*${FIELD}\s*(!=|>=|<=|=|>|<|LIKE\b|ILIKE\b|IN\b)\s*${VALUE}`,
  "i",
);
const NEXT = /^\s+AND\s+/i;
const ORDER = new RegExp(String.raw`^\s*${FIELD}(?:\s+(ASC|DESC))?\s*$`, "i");

const PREFIXES: Readonly<Record<string, string>> = {
  metric: "metrics.",
  metrics: "metrics.",
  param: "params.",
  params: "params.",
  parameter: "params.",
  parameters: "params.",
  tag: "tags.",
  tags: "tags.",
  attr: "",
  attribute: "",
  attributes: "",
  run: "",
};

/** Without quotes, and with the one form of its prefix. */
function fieldName(text: string): string {
  const [, prefix = "", name = text] = /^(?:([a-z]+)\.)?(.*)$/i.exec(text) ?? [];
  const bare = name.replace(/^[`"](.*)[`"]$/, "$1");
  const known = ownField(PREFIXES, prefix.toLowerCase());
  return known === undefined ? (prefix ? `${prefix}.${bare}` : bare) : `${known}${bare}`;
}

/** Returns null for a text that is no filter. An empty one holds for every entity. */
export function readFilter(text: string): Condition | null {
  const conditions: Condition[] = [];
  for (let rest = text.trim(); rest !== ""; ) {
    const [whole = "", field = "", operator = "", value = ""] = COMPARISON.exec(rest) ?? [];
    if (whole === "") return null;
    conditions.push(comparison(fieldName(field), operator.toUpperCase(), value));
    rest = rest.slice(whole.length).trimEnd();
    const next = NEXT.exec(rest);
    if (rest !== "" && !next) return null;
    rest = rest.slice(next?.[0].length ?? 0);
    if (next && rest === "") return null;
  }
  return (read) => conditions.every((holds) => holds(read));
}

function comparison(field: string, operator: string, value: string): Condition {
  if (value.startsWith("(")) {
    const wanted = new Set([...value.matchAll(/'([^']*)'/g)].map(([, each]) => each));
    return (read) => operator === "IN" && wanted.has(String(read(field)));
  }
  const wanted = /^['"]/.test(value) ? value.slice(1, -1) : Number(value);
  return (read) => {
    const found = read(field);
    return found === undefined ? operator === "!=" : compares(found, operator, wanted);
  };
}

function compares(found: string | number, operator: string, wanted: string | number): boolean {
  if (operator === "LIKE" || operator === "ILIKE")
    return isLike(String(found), String(wanted), operator === "ILIKE");
  const order = typeof found === "number" ? found - Number(wanted) : compareTexts(found, String(wanted));
  switch (operator) {
    case "=":
      return order === 0;
    case "!=":
      return order !== 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    default:
      return false;
  }
}

const compareTexts = (left: string, right: string): number => (left === right ? 0 : left < right ? -1 : 1);

/** `%` stands for any text. The parts between are looked for one after the other. */
function isLike(found: string, pattern: string, ignoresCase: boolean): boolean {
  const fold = (text: string): string => (ignoresCase ? text.toLowerCase() : text);
  const parts = fold(pattern).split("%");
  const text = fold(found);
  const [first = "", last = ""] = [parts[0], parts.at(-1)];
  if (parts.length === 1) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const place = text.indexOf(part, at);
    if (place === -1) return false;
    at = place + part.length;
  }
  return at <= text.length - last.length;
}

/** Returns null when one of the texts is no order. What comes first counts most. */
export function readOrder(texts: readonly string[]): FieldOrder | null {
  const orders: FieldOrder[] = [];
  for (const text of texts) {
    const [, field, direction = "ASC"] = ORDER.exec(text) ?? [];
    if (field === undefined) return null;
    orders.push(orderOf(fieldName(field), direction.toUpperCase() === "DESC" ? -1 : 1));
  }
  return (left, right) => {
    for (const order of orders) {
      const result = order(left, right);
      if (result !== 0) return result;
    }
    return 0;
  };
}

function orderOf(field: string, sign: number): FieldOrder {
  return (left, right) => {
    const [a, b] = [left(field), right(field)];
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    const order = typeof a === "number" && typeof b === "number" ? a - b : compareTexts(String(a), String(b));
    return sign * order;
  };
}
