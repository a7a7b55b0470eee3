/** Structured data for search engines. "<" is escaped, so that no product text can end the script. */
export function JsonLd({ data }: { data: object }) {
  const json = JSON.stringify(data).replaceAll("<", "\\u003c");
  // biome-ignore lint/security/noDangerouslySetInnerHtml: data, not markup; "<" cannot occur in it
  return <script dangerouslySetInnerHTML={{ __html: json }} type="application/ld+json" />;
}
