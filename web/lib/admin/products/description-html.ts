/** Descriptions as the editor holds them: HTML, also of those that are text alone. Pure. */

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A blank line ends a paragraph. */
export const htmlOfText = (text: string): string =>
  text
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== "")
    .map((paragraph) => `<p>${escaped(paragraph).replaceAll("\n", "<br>")}</p>`)
    .join("");

type Description = { description?: string; descriptionHtml?: string | null };

/** Empty without a description. */
export const htmlOfDescription = ({ description = "", descriptionHtml }: Description): string =>
  descriptionHtml ?? htmlOfText(description);
