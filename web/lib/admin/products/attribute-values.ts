/** The attributes of a product as its form holds them: as text, or as the list of what is chosen. Pure. */
import type { StaffAttribute, StaffProduct } from "../../api/types.ts";
import { tidyLine } from "./options.ts";
import type { TreeRow } from "./tree.ts";

/** By the code of the attribute. A list of boxes of which none is chosen may be `false`. */
export type AttributeInputs = Record<string, string | string[] | false>;
type Values = StaffProduct["attributes"];

export const attributeInputsOf = (values: Values): AttributeInputs =>
  Object.fromEntries(
    Object.entries(values).map(([code, value]) => [code, Array.isArray(value) ? value : String(value)]),
  );

/** As people write numbers: 1,200 and １２. */
const numberOf = (text: string): number =>
  Number(text.normalize("NFKC").replaceAll(",", "").trim() || Number.NaN);

function typedValueOf({ type, several }: StaffAttribute, input: AttributeInputs[string] | undefined) {
  const chosen = [input ?? ""].flat().filter((each) => each !== false && each !== "");
  if (several) return chosen.length > 0 ? (chosen as string[]) : null;
  const text = tidyLine(String(chosen[0] ?? ""));
  if (text === "") return null;
  return type === "number" ? numberOf(text) : type === "boolean" ? text === "true" : text;
}

/** What the API takes; what was left empty is left out. */
export const attributeValuesOf = (attributes: readonly StaffAttribute[], inputs: AttributeInputs): Values =>
  Object.fromEntries(
    attributes.flatMap((attribute) => {
      const value = typedValueOf(attribute, inputs[attribute.code]);
      return value === null ? [] : [[attribute.code, value]];
    }),
  );

/** The attributes whose number cannot be read. */
export const wrongNumbers = (attributes: readonly StaffAttribute[], inputs: AttributeInputs): string[] =>
  attributes.flatMap((attribute) =>
    Number.isNaN(typedValueOf(attribute, inputs[attribute.code])) ? [attribute.code] : [],
  );

/** The categories and all above them. */
function withAbove(tree: readonly TreeRow[], categoryIds: readonly string[]): Set<string> {
  const found = new Set<string>();
  const path: string[] = [];
  for (const { id, depth } of tree) {
    path.length = depth;
    path.push(id);
    if (categoryIds.includes(id)) for (const each of path) found.add(each);
  }
  return found;
}

/** The attributes that a product in these categories may have, and those that it has. */
export function attributesFor(
  attributes: readonly StaffAttribute[],
  tree: readonly TreeRow[],
  categoryIds: readonly string[],
  stored: Values = {},
): StaffAttribute[] {
  const categories = withAbove(tree, categoryIds);
  return attributes.filter(
    ({ code, everywhere, categoryIds: own }) =>
      everywhere || own.some((id) => categories.has(id)) || Object.hasOwn(stored, code),
  );
}
