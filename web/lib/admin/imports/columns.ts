/** Which column of a file is which field, as a form holds it: "" for none. */
type Mapping = Readonly<Record<string, string>>;

/** The mapping after a choice. A column is one field: the field that had it before has none. */
export function withColumn(mapping: Mapping, field: string, column: string): Mapping {
  const others = Object.entries(mapping).filter(([name, each]) => name !== field && each !== column);
  return Object.fromEntries(column === "" ? others : [...others, [field, column]]);
}

/** The first value of a column in the sample. */
export function sampleOf(
  { columns, sample }: { columns: readonly string[]; sample: readonly (readonly string[])[] },
  column: string | undefined,
): string {
  const at = column === undefined ? -1 : columns.indexOf(column);
  return sample.map((cells) => cells[at] ?? "").find((cell) => cell.trim() !== "") ?? "";
}

/** Required fields without a column. */
export const missingFields = (
  fields: readonly { name: string; title: string; required: boolean }[],
  mapping: Mapping,
): string[] => fields.filter(({ name, required }) => required && !mapping[name]).map(({ title }) => title);
