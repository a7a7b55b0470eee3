import { type Static, Type } from "typebox";
import { Closed, Line, Timestamp, Uuid } from "../../../platform/schema.ts";
import { MemberGroupCode } from "../../catalog/contract/member-group.ts";

const Translations = Closed({ en: Type.Optional(Closed({ name: Type.Optional(Line(60)) })) });

export const NewMemberGroup = Closed({
  code: MemberGroupCode,
  name: Line(60),
  translations: Type.Optional(Translations),
});
export type NewMemberGroup = Static<typeof NewMemberGroup>;

/** What is left out stays as it is. The code never changes: price lists know the group by it. */
export const MemberGroupChange = Closed({
  name: Type.Optional(Line(60)),
  translations: Type.Optional(Translations),
});
export type MemberGroupChange = Static<typeof MemberGroupChange>;

export const MemberGroup = Closed({
  id: Uuid,
  code: Type.String(),
  name: Type.String(),
  translations: Closed({ en: Type.Optional(Closed({ name: Type.Optional(Type.String()) })) }),
  memberCount: Type.Integer(),
  createdAt: Timestamp,
  etag: Type.String({ description: "for If-Match" }),
});
