import { type Static, Type } from "typebox";
import { formatPhone } from "../../../platform/phone.ts";
import { Closed, Uuid } from "../../../platform/schema.ts";
import type { AddressRow } from "./queries.ts";

export const Address = Closed({
  id: Uuid,
  label: Type.Optional(Type.String({ description: "the member's own name for it: 집, 회사" })),
  recipient: Type.String(),
  phone: Type.String({ description: "as an order takes it: 010-1234-5678" }),
  postcode: Type.String({ description: "5 digits" }),
  address1: Type.String(),
  address2: Type.Optional(Type.String()),
  memo: Type.Optional(Type.String({ description: "for the courier" })),
  isDefault: Type.Boolean({ description: "exactly one is, as soon as there is any" }),
});

export function presentAddress({
  label,
  address2,
  memo,
  phone,
  createdAt: _,
  ...row
}: AddressRow): Static<typeof Address> {
  return {
    ...row,
    phone: formatPhone(phone),
    ...(label === null ? {} : { label }),
    ...(address2 === null ? {} : { address2 }),
    ...(memo === null ? {} : { memo }),
  };
}
