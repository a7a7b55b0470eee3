import type { OrderRequest } from "../api/types.ts";
import { isEmail, isPhone, isPostcode, tidy } from "../fields.ts";

export const fields = [
  "name",
  "email",
  "phone",
  "recipient",
  "recipientPhone",
  "postcode",
  "address1",
  "address2",
  "memo",
] as const;
export type Field = (typeof fields)[number];
export type Values = Record<Field, string>;

/** What the browser can say by itself; the API decides in the end and says the rest in its own words. */
export type Complaint = "required" | "email" | "phone" | "postcode";

const required: Field[] = ["name", "email", "phone", "recipient", "postcode", "address1"];

export const readValues = (form: FormData): Values =>
  Object.fromEntries(fields.map((field) => [field, tidy(form.get(field))])) as Values;

function complaintAbout(field: Field, value: string): Complaint | null {
  if (value === "") return required.includes(field) ? "required" : null;
  if (field === "email") return isEmail(value) ? null : "email";
  if (field === "phone" || field === "recipientPhone") return isPhone(value) ? null : "phone";
  if (field === "postcode") return isPostcode(value) ? null : "postcode";
  return null;
}

export const complaints = (values: Values): { field: Field; complaint: Complaint }[] =>
  fields.flatMap((field) => {
    const complaint = complaintAbout(field, values[field]);
    return complaint ? [{ field, complaint }] : [];
  });

/** A parcel without a phone number of its own is announced to the one who ordered. */
export const orderRequest = (cartId: string, values: Values): OrderRequest => ({
  cartId,
  contact: { name: values.name, email: values.email, phone: values.phone },
  shippingAddress: {
    recipient: values.recipient,
    phone: values.recipientPhone || values.phone,
    postcode: values.postcode,
    address1: values.address1,
    ...(values.address2 ? { address2: values.address2 } : {}),
    ...(values.memo ? { memo: values.memo } : {}),
  },
  paymentMethod: "CARD",
});

/** The form's fields by the API's names for them. */
export const orderFields: Readonly<Record<string, Field>> = {
  "contact/name": "name",
  "contact/email": "email",
  "contact/phone": "phone",
  "shippingAddress/recipient": "recipient",
  "shippingAddress/phone": "recipientPhone",
  "shippingAddress/postcode": "postcode",
  "shippingAddress/address1": "address1",
  "shippingAddress/address2": "address2",
  "shippingAddress/memo": "memo",
};
