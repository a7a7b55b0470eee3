import { isUncertain, type Problem } from "./api/problem.ts";

/** What is wrong with a form: messages beside fields, or one message for the whole form. */
export type FormErrors<Field extends string> = {
  fields: Partial<Record<Field, string>>;
  failure: string | null;
};

export const noErrors = { fields: {}, failure: null };

/** Sentences that every form needs, because these things can go wrong with any call. */
export type ErrorWords = {
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
 * @param codes the form's own words, by the API's error codes; other errors keep the API's words
 */
export function formErrorsOf<Field extends string>(
  problem: Problem,
  fields: Readonly<Record<string, Field>>,
  codes: Readonly<Record<string, string>>,
  words: ErrorWords,
): FormErrors<Field> {
  const { status, code, title, retryAfter, errors = [] } = problem;
  if (status === 0) return { ...noErrors, failure: words.offline };
  if (status === 429)
    return {
      ...noErrors,
      failure: codes[code] ?? words.wait(Math.max(1, Math.ceil((retryAfter ?? 60) / 60))),
    };
  if (isUncertain(problem)) return { ...noErrors, failure: words.unsure };
  const beside = errors.flatMap((error) => {
    const field = fields[placeOf(error.pointer)];
    return field ? [[field, codes[error.code] ?? error.message]] : [];
  });
  if (beside.length > 0) return { fields: Object.fromEntries(beside), failure: null };
  return { ...noErrors, failure: codes[code] ?? (title || words.unsure) };
}
