/** The text that a search matches: the names in small letters without spaces. So "머그 컵" finds "머그컵". */
export function searchText(parts: readonly (string | null | undefined)[]): string {
  return parts
    .filter((part) => part)
    .map((part) => squeeze(part ?? ""))
    .join(" ");
}

/** LIKE patterns for a shopper's search: each word, anywhere in the text. At most 8 words count. */
export function searchPatterns(query: string): string[] {
  const words = query.normalize("NFC").toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);
  return words.map((word) => `%${squeeze(word).replaceAll(/[\\%_]/g, "\\$&")}%`);
}

const squeeze = (text: string): string => text.normalize("NFC").toLowerCase().replaceAll(/\s+/g, "");
