/** A delivery address, as the address book and the checkout ask for it. */
import type { Address, AddressChange, AddressInput } from "./api/types.ts";
import { type FieldRule, fieldsOf, findInputErrors, formats, readFields } from "./fields.ts";

/** The API's own limit. */
export const MAX_ADDRESSES = 20;

/** The rules that both forms share. */
export const recipientRule: FieldRule = { required: true };
export const placeRules = {
  postcode: { required: true, format: formats.postcode },
  address1: { required: true },
  address2: {},
  memo: {},
} satisfies Record<string, FieldRule>;

/** An address of the book. */
const addressRules = {
  label: {},
  recipient: recipientRule,
  phone: { required: true, format: formats.phone },
  ...placeRules,
};
export type AddressField = keyof typeof addressRules;
type AddressValues = Record<AddressField, string>;

export const addressFields = fieldsOf(addressRules);
export const readAddress = (form: FormData): AddressValues => readFields(form, addressFields);
export const addressErrors = (values: AddressValues) => findInputErrors(values, addressRules);

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

/** The change of an address that exists: a field left empty is removed. */
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
