/**
 * HTML that the API has sanitised: `descriptionHtml` of a product, and nothing else. A table that is wider
 * than a phone scrolls by itself, also by keyboard.
 */
export function RichText({ html, tableLabel }: { html: string; tableLabel: string }) {
  const scrolling = html
    .replaceAll("<table>", `<div aria-label="${tableLabel}" role="group" tabindex="0"><table>`)
    .replaceAll("</table>", "</table></div>");
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the API keeps an allow-list of tags and attributes
  return <div className="rich-text" dangerouslySetInnerHTML={{ __html: scrolling }} />;
}
