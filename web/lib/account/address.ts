import { isPhone, isPostcode, tidy } from "../fields.ts";
import type { Address, AddressChange, AddressInput } from "./types.ts";

/** The API's own limit. */
export const mostAddresses = 20;

export const addressFields = [
  "label",
  "recipient",
  "phone",
  "postcode",
  "address1",
  "address2",
  "memo",
] as const;
export type AddressField = (typeof addressFields)[number];
export type AddressValues = Record<AddressField, string>;

export type AddressComplaint = "required" | "phone" | "postcode";

const required: AddressField[] = ["recipient", "phone", "postcode", "address1"];

export const readAddress = (form: FormData): AddressValues =>
  Object.fromEntries(addressFields.map((field) => [field, tidy(form.get(field))])) as AddressValues;

function complaintAbout(field: AddressField, value: string): AddressComplaint | null {
  if (value === "") return required.includes(field) ? "required" : null;
  if (field === "phone") return isPhone(value) ? null : "phone";
  if (field === "postcode") return isPostcode(value) ? null : "postcode";
  return null;
}

export const addressComplaints = (values: AddressValues): Partial<Record<AddressField, AddressComplaint>> =>
  Object.fromEntries(
    addressFields.flatMap((field) => {
      const complaint = complaintAbout(field, values[field]);
      return complaint ? [[field, complaint]] : [];
    }),
  );

/** A new address: fields left empty are left out. */
export function newAddress(values: AddressValues, isDefault: boolean): AddressInput {
  const { label, address2, memo, ...needed } = values;
  return {
    ...needed,
    ...(label ? { label } : {}),
    ...(address2 ? { address2 } : {}),
    ...(memo ? { memo } : {}),
    ...(isDefault ? { isDefault } : {}),
  };
}

/** The default first, then as the API lists them. */
export const defaultFirst = (addresses: Address[]): Address[] =>
  addresses.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault));

/** Everything the form says about an address that exists; what was emptied is taken away. */
export function changedAddress(values: AddressValues, isDefault: boolean): AddressChange {
  const { label, address2, memo, ...needed } = values;
  return {
    ...needed,
    label: label || null,
    address2: address2 || null,
    memo: memo || null,
    ...(isDefault ? { isDefault } : {}),
  };
}
