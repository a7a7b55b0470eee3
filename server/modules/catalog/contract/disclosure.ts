/** The legally required table of product information: the group of the goods, and a text for each item. */
import { type Static, Type } from "typebox";
import { Closed, LongText } from "../../../platform/schema.ts";
import { disclosureGroups } from "./disclosure-groups.ts";

export const DisclosureGroupCode = Type.Enum(
  disclosureGroups.map(({ code }) => code),
  { description: "of GET /api/v1/admin/disclosure-groups" },
);

export const Disclosure = Closed({
  group: DisclosureGroupCode,
  items: Type.Record(Type.String(), LongText(1_000, 1), { description: "by the codes of the group's items" }),
});
export type Disclosure = Static<typeof Disclosure>;
