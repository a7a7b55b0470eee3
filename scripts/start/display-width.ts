/** Hangul, kana and Chinese characters, full-width forms and pictographs. */
const wide = new RegExp(
  "[\\u1100-\\u115f\\u2e80-\\u303e\\u3041-\\ua4cf\\ua960-\\ua97f\\uac00-\\ud7a3\\uf900-\\ufaff" +
    "\\ufe30-\\ufe6f\\uff01-\\uff60\\uffe0-\\uffe6\\u{1f300}-\\u{1faff}\\u{20000}-\\u{3fffd}]",
  "u",
);

/** Columns on a terminal: Hangul takes two. */
export const displayWidth = (text: string): number =>
  [...text].reduce((width, char) => width + (wide.test(char) ? 2 : 1), 0);

/** The text, cut to so many columns; `…` stands for the part that is missing. */
export function cutToWidth(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let cut = "";
  let width = 1;
  for (const char of text) {
    width += displayWidth(char);
    if (width > columns) break;
    cut += char;
  }
  return `${cut}…`;
}
