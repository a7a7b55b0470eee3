/**
 * Reads the text that staff type to find a member: whole values alone, and the four digits of a phone number
 * that lists show anyway. A search by parts would spell out masked values letter by letter. Pure.
 */

import { UUID } from "../../../platform/ids.ts";
import { readPhone } from "../../../platform/phone.ts";
import { emailKey } from "../accounts/email.ts";
import type { MemberFilter } from "./queries.ts";

export function readSearch(typed: string): MemberFilter {
  const text = typed.normalize("NFC").trim();
  const phone = readPhone(text);
  return {
    id: UUID.test(text.toLowerCase()) ? text.toLowerCase() : null,
    emailKey: text.includes("@") ? emailKey(text) : null,
    name: text,
    phone,
    phoneEnd: phone?.slice(-4) ?? (/^\d{4}$/.test(text) ? text : null),
  };
}
