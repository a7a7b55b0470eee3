/** What an attribute may be. Pure. */
import { type InputProblem, inputProblem } from "../../../platform/errors.ts";
import type { NewAttribute } from "./attribute-input.ts";

/** Names that a shopper cannot tell apart. */
const folded = (name: string): string => name.toLowerCase().replaceAll(/\s+/g, "");

export function attributeProblems({
  type,
  several = false,
  unit,
  choices = [],
}: Pick<NewAttribute, "type" | "several" | "unit" | "choices">): InputProblem[] {
  const problems: InputProblem[] = [];
  if (several && type !== "choice") problems.push(inputProblem("/several", "MISMATCH"));
  if (unit != null && type !== "number") problems.push(inputProblem("/unit", "MISMATCH"));
  if (type === "choice" && choices.length === 0) problems.push(inputProblem("/choices", "REQUIRED"));
  if (type !== "choice" && choices.length > 0) problems.push(inputProblem("/choices", "MISMATCH"));
  const [codes, names] = [new Set<string>(), new Set<string>()];
  choices.forEach(({ code, name }, at) => {
    if (codes.has(code)) problems.push(inputProblem(`/choices/${at}/code`, "DUPLICATE"));
    if (names.has(folded(name))) problems.push(inputProblem(`/choices/${at}/name`, "DUPLICATE"));
    codes.add(code);
    names.add(folded(name));
  });
  return problems;
}
