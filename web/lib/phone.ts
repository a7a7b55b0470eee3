/**
 * The phone numbers that the API accepts. Orders take any 7 to 19 digits with spaces and hyphens; their
 * pattern is in docs/openapi.json. Members' numbers must fit a numbering plan, because the API stores them as
 * E.164; the rule is that of server/modules/members/accounts/phone.ts.
 */

/** contact.phone and shippingAddress.phone of POST /orders. */
export const isOrderPhone = (value: string): boolean => /^\+?[0-9][0-9 -]{6,18}$/.test(value);

const SEPARATORS = /[\s.()·‐-―−-]/g;

/** Korean numbers without the leading 0: mobile, Seoul, other areas, internet, virtual, free of charge. */
const KOREAN = /^(10\d{8}|1[16789]\d{7,8}|2\d{7,8}|[3-6][1-5]\d{7,8}|70\d{8}|50\d{8,9}|80\d{7})$/;
const FOREIGN = /^\+(?!82)[1-9]\d{6,14}$/;

/** The phone of a profile, a sign-up and an address of the book. */
export function isMemberPhone(value: string): boolean {
  const plain = value.normalize("NFKC").replace(SEPARATORS, "");
  if (FOREIGN.test(plain)) return true;
  const national = /^(?:\+?820?|0)(\d+)$/.exec(plain)?.[1];
  return national !== undefined && KOREAN.test(national);
}
