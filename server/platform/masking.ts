/**
 * Personal data with most characters hidden: for readers without a need to know it, and for records that
 * outlive the person. Pure.
 */

const characters = (text: string): string[] => [...text.normalize("NFC")];

/** 홍길동 → 홍*동, 철수 → 철*, John Smith → J********h. */
export function maskName(name: string): string {
  const letters = characters(name.trim());
  const first = letters.at(0) ?? "";
  if (letters.length <= 1) return "*";
  if (letters.length === 2) return `${first}*`;
  return `${first}${"*".repeat(letters.length - 2)}${letters.at(-1)}`;
}

/** The mailbox's first two letters, at most half of it, and its domain: gildong@shop.kr → gi***@shop.kr. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  const mailbox = characters(email.slice(0, at));
  const shown = Math.min(2, Math.floor(mailbox.length / 2));
  return `${mailbox.slice(0, shown).join("")}***${email.slice(at)}`;
}

/** A number of the +82 kind as people write it at home, the middle hidden: +821012345678 → 010-****-5678. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/^\+82/, "0").replaceAll(/\D/g, "");
  if (digits.length < 8) return "****";
  // Seoul's area code has two digits, the others and the mobile ones three.
  return `${digits.slice(0, digits.startsWith("02") ? 2 : 3)}-****-${digits.slice(-4)}`;
}
