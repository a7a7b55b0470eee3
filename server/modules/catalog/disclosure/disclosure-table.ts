/** The table of product information of a product: its items and its gaps. Pure. */
import { escapePointer, type InputProblem, inputProblem } from "../../../platform/errors.ts";
import { findDisclosureGroup } from "../contract/disclosure-groups.ts";
import type { NewProduct } from "../contract.ts";

type Disclosed = Pick<NewProduct, "disclosure">;

/** The items that the group does not have. */
export function disclosureProblems({ disclosure }: Disclosed): InputProblem[] {
  if (!disclosure) return [];
  const group = findDisclosureGroup(disclosure.group);
  return Object.keys(disclosure.items)
    .filter((code) => !group?.items.some((item) => item.code === code))
    .map((code) => inputProblem(`/disclosure/items/${escapePointer(code)}`, "UNKNOWN"));
}

/** The items that are missing; the whole table, if there is none. */
export function gapsIn({ disclosure }: Disclosed): InputProblem[] {
  if (!disclosure) return [inputProblem("/disclosure", "REQUIRED")];
  const items = findDisclosureGroup(disclosure.group)?.items ?? [];
  return items
    .filter(({ code, required }) => required && !Object.hasOwn(disclosure.items, code))
    .map(({ code }) => inputProblem(`/disclosure/items/${code}`, "REQUIRED"));
}
