/** The options of a product as its form holds them: the values of an option stand one to a line. Pure. */

/** The API takes no more options than that. */
export const MAX_OPTIONS = 3;

export type ProductOptions = readonly { name: string; values: readonly string[] }[];
export type OptionFields = { name: string; values: string };

export const tidyLine = (text: string): string => text.normalize("NFC").replaceAll(/\s+/g, " ").trim();

/** The lines of a text that say something, each once. */
export const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/\r?\n/)
      .map(tidyLine)
      .filter((line) => line !== ""),
  ),
];

/** The options that have a name and values. */
export const optionsOf = (fields: readonly OptionFields[]): ProductOptions =>
  fields
    .map(({ name, values }) => ({ name: tidyLine(name), values: linesOf(values) }))
    .filter(({ name, values }) => name !== "" && values.length > 0);

export const optionFieldsOf = (options: ProductOptions): OptionFields[] =>
  options.map(({ name, values }) => ({ name, values: values.join("\n") }));
