/**
 * Phone numbers are stored as E.164, so that one number has one form, and shown in the Korean notation.
 * Korean numbers may be typed with or without hyphens, with the country code, and in full-width digits;
 * others with `+` and country code.
 */

const SEPARATORS = /[\s.()·‐-―−-]/g;

/** Korean numbers without the leading 0: mobile, Seoul, other areas, internet, virtual, free of charge. */
const WITH_AREA = /^(10\d{8}|1[16789]\d{7,8}|2\d{7,8}|[3-6][1-5]\d{7,8}|70\d{8}|50\d{8,9}|80\d{7})$/;
/** Nationwide numbers of companies, 1588-1234. They are dialled without a 0. */
const NATIONWIDE = /^(?:\+?82)?(1[568]\d{6})$/;
const FOREIGN = /^\+(?!82)[1-9]\d{6,14}$/;

/** Returns E.164, or null for text that is no phone number. */
export function readPhone(typed: string): string | null {
  const plain = typed.normalize("NFKC").replace(SEPARATORS, "");
  if (FOREIGN.test(plain)) return plain;
  const nationwide = NATIONWIDE.exec(plain)?.[1];
  if (nationwide !== undefined) return `+82${nationwide}`;
  const national = /^(?:\+?820?|0)(\d+)$/.exec(plain)?.[1];
  return national !== undefined && WITH_AREA.test(national) ? `+82${national}` : null;
}

/** `010-1234-5678` or `1588-1234` for a Korean number, E.164 for another. Other text stays as it is. */
export function formatPhone(e164: string): string {
  const nationwide = /^\+82(1[568]\d\d)(\d{4})$/.exec(e164);
  if (nationwide) return `${nationwide[1]}-${nationwide[2]}`;
  const parts = /^\+82(2|50\d|\d\d)(\d{3,4})(\d{4})$/.exec(e164);
  return parts ? `0${parts[1]}-${parts[2]}-${parts[3]}` : e164;
}
