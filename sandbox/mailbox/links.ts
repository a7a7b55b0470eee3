const ADDRESS = /https?:\/\/[^\s<>"'`]+/g;
const SENTENCE_END = /[.,;:!?)\]]+$/;
const HREF = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
const entities: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&quot;": '"',
  "&#39;": "'",
  "&lt;": "<",
  "&gt;": ">",
};

/**
 * The http(s) addresses of a mail in order, once each: the links of its HTML and the addresses in its text.
 */
export function linksOf(html: string, text: string): string[] {
  const targets = [...html.matchAll(HREF)].map(([, double, single]) => decode(double ?? single ?? ""));
  const written = [...text.matchAll(ADDRESS)].map(([address]) => address.replace(SENTENCE_END, ""));
  return [...new Set([...targets, ...written].filter(isWebAddress))];
}

const decode = (attribute: string): string =>
  attribute.replace(/&(amp|quot|#39|lt|gt);/g, (entity) => entities[entity] ?? entity).trim();

const isWebAddress = (address: string): boolean =>
  URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);

/** Splits the text into addresses and the pieces between them. */
export function splitAtLinks(text: string): { readonly text: string; readonly isLink: boolean }[] {
  const pieces: { text: string; isLink: boolean }[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = found.replace(SENTENCE_END, "");
    if (!isWebAddress(address)) continue;
    pieces.push({ text: text.slice(end, index), isLink: false }, { text: address, isLink: true });
    end = index + address.length;
  }
  return [...pieces, { text: text.slice(end), isLink: false }];
}
