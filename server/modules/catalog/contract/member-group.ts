/** The name by which modules know a group of members: price lists carry it, and it never changes. */
import { Type } from "typebox";

export const MemberGroupCode = Type.String({
  pattern: "^[a-z][a-z0-9_-]{0,39}$",
  description: "small letters, digits, - and _, from a letter on",
});
