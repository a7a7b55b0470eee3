/** Markup that is safe to send. Only `html` and `trusted` make it. */
export interface Html {
  readonly markup: string;
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escapeText = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

type Value = string | number | Html | readonly Html[] | null;

function render(value: Value): string {
  if (value === null) return "";
  if (typeof value === "string" || typeof value === "number") return escapeText(String(value));
  if ("markup" in value) return value.markup;
  return value.map((part) => part.markup).join("");
}

/** Escapes every value for text and quoted attributes, except values that are `Html`. */
export const html = (strings: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  markup: strings.reduce((markup, string, index) => markup + string + render(values[index] ?? null), ""),
});

/** For constant markup of this program only, never for input. */
export const trusted = (markup: string): Html => ({ markup });
