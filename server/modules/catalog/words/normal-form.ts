/**
 * The normal form in which texts and queries are compared: composed (NFC), small letters, half width, single
 * spaces. Pure. Whatever changes here needs a new SEARCH_VERSION (product-words.ts).
 */

/** Compatibility jamo (ㅁ) stay: NFKC would make them letters of old Hangul, and ㅁㄱ would find nothing. */
const WIDE = /[^\u3131-\u318e\uffa0-\uffdc]+/g;

export function normalForm(text: string): string {
  return text
    .normalize("NFC")
    .replaceAll(WIDE, (part) => part.normalize("NFKC"))
    .toLowerCase()
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** The normal form without spaces: "머그 컵" and "머그컵" are one word. */
export const squeezed = (text: string): string => normalForm(text).replaceAll(" ", "");
