/** The phone numbers that the API accepts; the rule is that of server/platform/phone.ts. */

const SEPARATORS = /[\s.()·‐-―−-]/g;

/** Korean numbers without the leading 0: mobile, Seoul, other areas, internet, virtual, free of charge. */
const WITH_AREA = /^(10\d{8}|1[16789]\d{7,8}|2\d{7,8}|[3-6][1-5]\d{7,8}|70\d{8}|50\d{8,9}|80\d{7})$/;
/** Nationwide numbers of companies, 1588-1234. They are dialled without a 0. */
const NATIONWIDE = /^(?:\+?82)?1[568]\d{6}$/;
const FOREIGN = /^\+(?!82)[1-9]\d{6,14}$/;

export function isPhone(value: string): boolean {
  const plain = value.normalize("NFKC").replace(SEPARATORS, "");
  if (FOREIGN.test(plain) || NATIONWIDE.test(plain)) return true;
  const national = /^(?:\+?820?|0)(\d+)$/.exec(plain)?.[1];
  return national !== undefined && WITH_AREA.test(national);
}
