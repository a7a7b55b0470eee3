import { isUncertain, type Problem } from "./api/problem.ts";

/** What stands in the way of a form: messages beside fields, or one for all of it. */
export type Trouble<Field extends string> = {
  errors: Partial<Record<Field, string>>;
  failure: string | null;
};

export const noTrouble = { errors: {}, failure: null };

/** Sentences a form needs for what can go wrong with any call. */
export type TroubleWords = {
  offline: string;
  /** @param minutes at least 1 */
  wait: (minutes: number) => string;
  unsure: string;
};

/** "/body/agreements/terms" and "/agreements/terms" are the same place. */
const placeOf = (pointer: string): string => pointer.replace(/^\/body(?=\/)/, "").slice(1);

/**
 * A problem in the words of a form.
 * @param fields the form's fields, by the API's names for them ("password", "agreements/terms")
 * @param codes the form's own words for complaints, by their codes; others are said in the API's
 */
export function troubleOf<Field extends string>(
  problem: Problem,
  fields: Readonly<Record<string, Field>>,
  codes: Readonly<Record<string, string>>,
  words: TroubleWords,
): Trouble<Field> {
  const { status, code, title, retryAfter, errors = [] } = problem;
  if (status === 0) return { ...noTrouble, failure: words.offline };
  if (status === 429)
    return { ...noTrouble, failure: words.wait(Math.max(1, Math.ceil((retryAfter ?? 60) / 60))) };
  if (isUncertain(problem)) return { ...noTrouble, failure: words.unsure };
  const beside = errors.flatMap((error) => {
    const field = fields[placeOf(error.pointer)];
    return field ? [[field, codes[error.code] ?? error.message]] : [];
  });
  if (beside.length > 0) return { errors: Object.fromEntries(beside), failure: null };
  return { ...noTrouble, failure: codes[code] ?? (title || words.unsure) };
}
