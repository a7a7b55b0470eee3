/** Markup that is safe to send. Only `html` and constants of this program make it. */
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

/** A template in which every value is escaped for text and for quoted attributes, unless it is `Html` itself. */
export const html = (strings: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  markup: strings.reduce((markup, string, index) => markup + string + render(values[index] ?? null), ""),
});

/** Text of this program that is markup already. Never give it anything from outside. */
export const trusted = (markup: string): Html => ({ markup });
