/**
 * What a cell says. A blank cell leaves a field as it is, and `(비움)` or `(clear)` clears it. What a
 * spreadsheet writes for a formula that failed is refused. Text that looks like one of these, or begins like
 * a formula, is exported with an apostrophe in front, and read without it. Pure.
 */
import { withFormula, withoutFormula } from "../../platform/csv.ts";
import { type Currency, currencyDecimals, MAX_AMOUNT } from "../../platform/money.ts";
import { ownField } from "../../platform/own-field.ts";
import type { CellForm } from "./fields.ts";

/** A value, null for a field that is cleared, or the code of what is wrong. */
export type CellReading = { readonly value: unknown } | { readonly code: string };

const CLEAR = /^\((비움|clear)\)$/i;
const FAILED_FORMULA = /^#(REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)$/i;

/** Whether a text, without apostrophes in front, would be read as something else. */
function isSpecial(text: string): boolean {
  const bare = text.replace(/^'+/, "");
  return CLEAR.test(bare) || FAILED_FORMULA.test(bare);
}

/** The text of a cell of an export. */
export const writeText = (text: string, format: "csv" | "xlsx"): string => {
  if (isSpecial(text)) return `'${text}`;
  // CSV lines have it done by csvLine.
  return format === "csv" ? text : withoutFormula(text);
};

const readText = (cell: string): string =>
  cell.startsWith("'") && isSpecial(cell) ? cell.slice(1) : withFormula(cell);

/** Returns null for a blank cell. */
export function readCell(cell: string, form: CellForm, currency: Currency): CellReading | null {
  const text = cell.trim();
  if (text === "") return null;
  if (FAILED_FORMULA.test(text)) return { code: "CELL_ERROR" };
  if (CLEAR.test(text)) return form === "list" || form === "tags" ? { value: [] } : { value: null };
  return readers[form](readText(text), currency);
}

const readers: Readonly<Record<CellForm, (text: string, currency: Currency) => CellReading>> = {
  text: (text) => ({ value: text }),
  plain: (text) => ({ value: text.normalize("NFKC").trim() }),
  amount: readAmount,
  integer: readInteger,
  list: (text) => ({ value: split(text, /(?<!\\)[|\n]/) }),
  tags: (text) => ({ value: split(text, /(?<!\\)[|,\n]/) }),
  status: (text) => readWord(text, STATUSES),
  taxType: (text) => readWord(text, TAX_TYPES),
  yesNo: (text) => readWord(text, YES_NO),
};

const NUMBER = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/;
const CURRENCY_BEFORE = /^(₩|KRW|\\|\$|USD|€|EUR|¥|JPY)\s*/i;
const CURRENCY_AFTER = /\s*(원|KRW|₩|엔|JPY|달러|USD|유로|EUR)$/i;
const UNIT = /\s*(개|ea|pcs|장|점|벌)$/i;

/** `12,900원`, `₩12,900` and `12900.00` are 12,900 won. */
function readAmount(text: string, currency: Currency): CellReading {
  const plain = text.normalize("NFKC").replace(CURRENCY_BEFORE, "").replace(CURRENCY_AFTER, "");
  const parts = NUMBER.exec(plain);
  if (!parts) return { code: "NUMBER" };
  const [, sign, whole = "", fraction = ""] = parts;
  const decimals = currencyDecimals[currency];
  if (/[1-9]/.test(fraction.slice(decimals))) return { code: "DECIMALS" };
  const amount = Number(whole.replaceAll(",", "") + fraction.slice(0, decimals).padEnd(decimals, "0"));
  if (sign === "-" && amount > 0) return { code: "MINIMUM" };
  return amount > MAX_AMOUNT ? { code: "MAXIMUM" } : { value: amount };
}

/** The text of an amount, without signs of a currency: `12900`, `9.90`. */
export function writeAmount(amount: number, currency: Currency): string {
  const decimals = currencyDecimals[currency];
  const digits = String(amount).padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

function readInteger(text: string): CellReading {
  const parts = NUMBER.exec(text.normalize("NFKC").replace(UNIT, ""));
  if (!parts) return { code: "NUMBER" };
  const [, sign, whole = "", fraction = ""] = parts;
  if (/[1-9]/.test(fraction)) return { code: "DECIMALS" };
  const number = Number(whole.replaceAll(",", ""));
  if (number > Number.MAX_SAFE_INTEGER) return { code: "MAXIMUM" };
  return { value: sign === "-" && number > 0 ? -number : number };
}

const split = (text: string, separator: RegExp): string[] => [
  ...new Set(
    text
      .split(separator)
      .map((part) => part.replaceAll(/\\([|,\\])/g, "$1").trim())
      .filter((part) => part !== ""),
  ),
];

/** The text of a list; `readCell` returns the same list. */
export const writeList = (items: readonly string[]): string =>
  items.map((item) => item.replaceAll(/[|,\\]/g, "\\$&")).join(" | ");

const STATUSES: Readonly<Record<string, string>> = {
  draft: "draft",
  active: "active",
  scheduled: "scheduled",
  archived: "archived",
  초안: "draft",
  준비중: "draft",
  임시저장: "draft",
  판매대기: "draft",
  판매중: "active",
  판매: "active",
  공개: "active",
  예약: "scheduled",
  판매종료: "archived",
  보관: "archived",
  판매중지: "archived",
};
const TAX_TYPES: Readonly<Record<string, string>> = {
  taxable: "taxable",
  tax_free: "tax_free",
  taxfree: "tax_free",
  과세: "taxable",
  과세상품: "taxable",
  면세: "tax_free",
  면세상품: "tax_free",
};

const YES_NO: Readonly<Record<string, string>> = {
  true: "true",
  yes: "true",
  y: "true",
  o: "true",
  "1": "true",
  예: "true",
  네: "true",
  있음: "true",
  false: "false",
  no: "false",
  n: "false",
  x: "false",
  "0": "false",
  아니요: "false",
  아니오: "false",
  없음: "false",
};

/** The cell of a yes or no, which is "true" or "false" outside of files. */
export const writeYesNo = (value: string): string => (value === "true" ? "예" : "아니요");

function readWord(text: string, words: Readonly<Record<string, string>>): CellReading {
  const value = ownField(words, text.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, ""));
  return value === undefined ? { code: "UNKNOWN_VALUE" } : { value };
}
