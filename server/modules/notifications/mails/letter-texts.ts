/** The texts of mails that staff may write: subject, heading, last lines, with named placeholders. Pure. */
import type { MailContent } from "../../../platform/mail/layout.ts";

export const letterKinds = [
  "order_paid",
  "payment_asked",
  "deposit_awaited",
  "parcel_sent",
  "order_delivered",
  "order_canceled",
  "order_refund_asked",
  "order_refund_withdrawn",
  "order_refunded",
  "claim_requested",
  "claim_collecting",
  "claim_rejected",
  "claim_judged",
  "claim_refunded",
  "lookup_code",
  "points_expiring",
] as const;
export type LetterKind = (typeof letterKinds)[number];

/** Null: the program's own. */
export interface LetterTexts {
  readonly subject: string | null;
  readonly heading: string | null;
  readonly closing: string | null;
}
export const textFields = ["subject", "heading", "closing"] as const;

/** What placeholders stand for. */
export interface LetterValues {
  readonly number: string;
  readonly name: string;
  readonly shop: string;
}
type Placeholder = keyof LetterValues;

/** A code is sent to an e-mail of which no name is known; points belong to no order. */
export function placeholdersOf(kind: LetterKind): readonly Placeholder[] {
  if (kind === "lookup_code") return ["number", "shop"];
  return kind === "points_expiring" ? ["name", "shop"] : ["number", "name", "shop"];
}

const NAMED = /\{([^{}]*)\}|[{}]/g;

/** The placeholders of a text that are not known, and braces that stand alone. */
export const unknownPlaceholders = (text: string, known: readonly string[]): string[] =>
  [...text.matchAll(NAMED)].filter(([, name]) => !known.some((each) => each === name)).map(([all]) => all);

/** A text that was stored for an earlier version of a mail may name what is not there: it stays as it is. */
export const fillPlaceholders = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(NAMED, (all, name: string | undefined) =>
    name !== undefined && Object.hasOwn(values, name) ? (values[name] ?? all) : all,
  );

/** The mail with the texts of staff. What a mail must say (goods, amounts, codes, links) stays. */
export function withTexts(
  content: MailContent,
  { subject, heading, closing }: LetterTexts,
  given: LetterValues,
): MailContent {
  const values = { ...given };
  return {
    ...content,
    subject: subject === null ? content.subject : fillPlaceholders(subject, values),
    heading: heading === null ? content.heading : fillPlaceholders(heading, values),
    blocks: [...content.blocks, ...linesOf(closing).map((line) => fillPlaceholders(line, values))],
  };
}

const linesOf = (text: string | null): string[] =>
  (text ?? "").split("\n").filter((line) => line.trim() !== "");
