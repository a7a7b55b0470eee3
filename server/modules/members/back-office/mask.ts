import { maskEmail, maskName, maskPhone } from "../../../platform/masking.ts";
import type { MemberRow } from "./queries.ts";

/** The member as staff see one without a reason. Pure. */
export const mask = (row: MemberRow): MemberRow => ({
  ...row,
  email: maskEmail(row.email),
  name: maskName(row.name),
  phone: row.phone && maskPhone(row.phone),
});
