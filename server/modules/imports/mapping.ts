/** Which column of a file is which field. Pure. */
import { escapePointer, type InputProblem, inputProblem } from "../../platform/errors.ts";
import type { ImportField } from "./fields.ts";

/** The column of each field that the file has. */
export type ColumnMapping = Readonly<Record<string, string>>;

/** Names are the same if they differ by capitals, spaces and signs alone, or by what stands in brackets. */
const folded = (name: string): string => {
  const plain = name.normalize("NFKC").toLowerCase();
  return plain.replaceAll(/[\s_\-./*·:]+/g, "");
};
const withoutBrackets = (name: string): string =>
  name.normalize("NFKC").replaceAll(/[([{][^)\]}]*[)\]}]/g, "");

/** The best first: a file with `판매가` and `단가` means the former by a price. */
const namesOf = ({ name, title, aliases }: ImportField): string[] => [
  ...new Set([name, title.ko, title.en, ...aliases].map(folded)),
];

/** Returns what the names of the columns say. A name with a unit (`가격(원)`) is understood without it. */
export function suggestMapping(fields: readonly ImportField[], columns: readonly string[]): ColumnMapping {
  const mapping: Record<string, string> = {};
  const free = new Set(columns);
  for (const read of [folded, (name: string) => folded(withoutBrackets(name))]) {
    for (const field of fields) {
      if (mapping[field.name] !== undefined) continue;
      const columnOf = new Map([...free].map((each) => [read(each), each] as const).toReversed());
      const column = namesOf(field).flatMap((name) => columnOf.get(name) ?? [])[0];
      if (column === undefined) continue;
      mapping[field.name] = column;
      free.delete(column);
    }
  }
  return mapping;
}

/** Returns what is wrong with a mapping: unknown fields or columns, a column twice, a missing field. */
export function mappingProblems(
  fields: readonly ImportField[],
  columns: readonly string[],
  mapping: ColumnMapping,
): InputProblem[] {
  const known = new Set(fields.map(({ name }) => name));
  const used = new Set<string>();
  const problems = Object.entries(mapping).flatMap(([field, column]): InputProblem[] => {
    const pointer = `/mapping/${escapePointer(field)}`;
    if (!known.has(field)) return [inputProblem(pointer, "UNKNOWN_FIELD")];
    if (!columns.includes(column)) return [inputProblem(pointer, "UNKNOWN")];
    if (used.has(column)) return [inputProblem(pointer, "DUPLICATE")];
    used.add(column);
    return [];
  });
  const missing = fields.filter(({ name, required }) => required && mapping[name] === undefined);
  return [...problems, ...missing.map(({ name }) => inputProblem(`/mapping/${name}`, "REQUIRED"))];
}

/** The columns of a file, whatever their order: files of the same columns have one mapping. */
export const columnsKey = (columns: readonly string[]): string =>
  columns
    .map((column) => column.toLowerCase())
    .toSorted()
    .join("\n");
