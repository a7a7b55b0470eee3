/** What cells of files say of attributes, and how exports write them. Pure. */
import type { AttributeChoice } from "../attributes/attribute-input.ts";
import { type AttributeRule, valueProblems } from "../attributes/value-problems.ts";
import type { AttributeValue } from "../contract/attributes.ts";
import type { AttributeCell } from "../contract/import-rows.ts";

/** An attribute with the categories whose products may have it, those below too. */
export interface FileAttribute extends Omit<AttributeRule, "required" | "applies"> {
  readonly everywhere: boolean;
  readonly categoryIds: readonly string[];
}

interface AttributeReading {
  readonly attribute: FileAttribute;
  /** Null: the cell clears it. */
  readonly value: AttributeValue | null;
}

/** Returns the value, or the code of what is wrong with it. */
export function readAttribute(
  code: string,
  cell: AttributeCell,
  attribute: FileAttribute | undefined,
): AttributeReading | { readonly code: string } {
  if (!attribute) return { code: "UNKNOWN_ATTRIBUTE" };
  if (cell === null || cell.length === 0) return { attribute, value: null };
  const value = valueIn(cell, attribute);
  if (value === null) return { code: attribute.type === "number" ? "NUMBER" : "UNKNOWN_VALUE" };
  const [problem] = valueProblems(code, value, { ...attribute, required: false, applies: true });
  return problem ? { code: problem.code } : { attribute, value };
}

/** Whether products in these categories may have it. */
export const appliesTo = (attribute: FileAttribute, categoryIds: readonly string[]): boolean =>
  attribute.everywhere || categoryIds.some((id) => attribute.categoryIds.includes(id));

function valueIn(cell: NonNullable<AttributeCell>, attribute: FileAttribute): AttributeValue | null {
  const texts = [cell].flat();
  const text = texts.join(" ");
  if (attribute.type === "text") return text;
  if (attribute.type === "number") return numberOf(text);
  if (attribute.type === "boolean") return text === "true" || (text === "false" ? false : null);
  const codes = texts.map((each) => choiceOf(each, attribute.choices));
  if (codes.includes(null)) return null;
  const chosen = [...new Set(codes.filter((each) => each !== null))];
  return attribute.several ? chosen : (chosen[0] ?? null);
}

/** A unit may stand behind the number. */
function numberOf(text: string): number | null {
  const [, sign = "", digits] =
    /^([+-]?)(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*[^\d\s.,-]*$/.exec(text) ?? [];
  if (digits === undefined) return null;
  return Number(`${sign}${digits.replaceAll(",", "")}`);
}

/** A code, or a name in either language that one choice alone has. */
function choiceOf(text: string, choices: readonly AttributeChoice[]): string | null {
  if (choices.some(({ code }) => code === text)) return text;
  const asked = text.toLowerCase();
  const named = choices.filter((choice) => namesOf(choice).includes(asked));
  return named.length === 1 ? (named[0]?.code ?? null) : null;
}

const namesOf = ({ name, translations }: AttributeChoice): string[] =>
  [name, translations?.en?.name ?? name].map((each) => each.toLowerCase());

/** The cell from which `readAttribute` reads the same value: choices by their names where these are clear. */
export function writeAttribute(value: AttributeValue, { choices, type }: FileAttribute): string | string[] {
  if (type !== "choice") return String(value);
  const written = [value].flat().map((code) => {
    const name = choices.find((choice) => choice.code === code)?.name ?? String(code);
    return choiceOf(name, choices) === code ? name : String(code);
  });
  return Array.isArray(value) ? written : written.join("");
}
