/** The table of product information as the form holds it: a text for each item of the group. Pure. */
import type { DisclosureGroup, StaffProduct } from "../../api/types.ts";

export type DisclosureInputs = { group: string; items: Record<string, string> };
type Disclosure = StaffProduct["disclosure"];

export const disclosureInputsOf = (disclosure: Disclosure): DisclosureInputs => ({
  group: disclosure?.group ?? "",
  items: { ...disclosure?.items },
});

const textOf = ({ items }: DisclosureInputs, code: string): string =>
  (Object.hasOwn(items, code) ? (items[code] ?? "") : "").normalize("NFC").replaceAll("\r\n", "\n").trim();

/** What the API takes: the items of the chosen group that say something. Null: no group is chosen. */
export function disclosureOf(groups: readonly DisclosureGroup[], inputs: DisclosureInputs): Disclosure {
  const group = groups.find(({ code }) => code === inputs.group);
  if (!group) return null;
  const items = group.items.flatMap(({ code }) => {
    const text = textOf(inputs, code);
    return text === "" ? [] : [[code, text] as const];
  });
  return { group: group.code, items: Object.fromEntries(items) };
}

/** The required items that say nothing. */
export const gapsIn = (group: DisclosureGroup, inputs: DisclosureInputs): DisclosureGroup["items"] =>
  group.items.filter(({ code, required }) => required && textOf(inputs, code) === "");
