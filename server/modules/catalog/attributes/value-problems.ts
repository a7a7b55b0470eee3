/** What is wrong with the value that a product has of an attribute. Pure. */
import { escapePointer, type InputProblem, inputProblem } from "../../../platform/errors.ts";
import type { AttributeType, AttributeValue } from "../contract/attributes.ts";
import type { AttributeChoice } from "./attribute-input.ts";

/** What an attribute demands of the product whose categories are asked for. */
export interface AttributeRule {
  readonly code: string;
  readonly type: AttributeType;
  readonly several: boolean;
  readonly choices: AttributeChoice[];
  readonly required: boolean;
  /** The product lies in one of its categories, or below one. */
  readonly applies: boolean;
}

export function valueProblems(
  code: string,
  value: AttributeValue,
  rule: AttributeRule | undefined,
): InputProblem[] {
  const pointer = `/attributes/${escapePointer(code)}`;
  if (!rule) return [inputProblem(pointer, "UNKNOWN")];
  if (!rule.applies) return [inputProblem(pointer, "MISMATCH")];
  if (rule.type === "choice") return choiceProblems(pointer, value, rule);
  const type = rule.type === "text" ? "string" : rule.type;
  if (typeof value !== type) return [inputProblem(pointer, "TYPE", { type })];
  return type === "number" && !PLAIN_NUMBER.test(String(value)) ? [inputProblem(pointer, "FORMAT")] : [];
}

/** As addresses name it: with few decimals, and without an exponent. */
const PLAIN_NUMBER = /^-?\d{1,13}(\.\d{1,6})?$/;

function choiceProblems(
  pointer: string,
  value: AttributeValue,
  { several, choices }: AttributeRule,
): InputProblem[] {
  if (!several && typeof value !== "string") return [inputProblem(pointer, "TYPE", { type: "string" })];
  if (several && !Array.isArray(value)) return [inputProblem(pointer, "TYPE", { type: "array" })];
  const chosen = [value].flat();
  if (chosen.length === 0) return [inputProblem(pointer, "MIN_ITEMS", { limit: 1 })];
  if (new Set(chosen).size < chosen.length) return [inputProblem(pointer, "DUPLICATE")];
  return chosen.flatMap((each, at) =>
    choices.some(({ code }) => code === each)
      ? []
      : [inputProblem(several ? `${pointer}/${at}` : pointer, "UNKNOWN_VALUE")],
  );
}
