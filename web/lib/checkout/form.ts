import { placeRules, recipientRule } from "../address.ts";
import type { OrderRequest, PaymentMethod } from "../api/types.ts";
import { type FieldRule, fieldsOf, findInputErrors, formats, readFields } from "../fields.ts";
import type { ReceiptField, ReceiptWish } from "./cash-receipt.ts";

/** The checkout's fields, in the order of the form. */
const checkoutRules = {
  name: { required: true },
  email: { required: true, format: formats.email },
  phone: { required: true, format: formats.phone },
  recipient: recipientRule,
  recipientPhone: { format: formats.phone },
  ...placeRules,
} satisfies Record<string, FieldRule>;
export type CheckoutField = keyof typeof checkoutRules;
export type CheckoutValues = Record<CheckoutField, string>;

export const checkoutFields = fieldsOf(checkoutRules);
export const readCheckout = (form: FormData): CheckoutValues => readFields(form, checkoutFields);
export const checkoutErrors = (values: CheckoutValues) => findInputErrors(values, checkoutRules);

/** The postcode of the form when it is whole, else null. */
export function readPostcode(form: HTMLFormElement): string | null {
  const { postcode } = readCheckout(new FormData(form));
  return /^\d{5}$/.test(postcode) ? postcode : null;
}

/** What is to make an order cheaper: codes of coupons, and points. */
export type Reductions = { codes: readonly string[]; points: number };

const methods: readonly PaymentMethod[] = [
  "CARD",
  "TOSS",
  "PORTONE",
  "STRIPE",
  "TRANSFER",
  "VIRTUAL_ACCOUNT",
  "BANK_TRANSFER",
];

/** CARD, the shop's first method, where the form has no choice. */
export const readMethod = (form: FormData): PaymentMethod =>
  methods.find((method) => method === form.get("paymentMethod")) ?? "CARD";

/** A parcel without a phone number of its own is announced to the buyer. */
export const orderRequest = (
  cartId: string,
  values: CheckoutValues,
  { codes, points }: Reductions = { codes: [], points: 0 },
  paymentMethod: PaymentMethod = "CARD",
  cashReceipt: ReceiptWish | null = null,
): OrderRequest => ({
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
  ...(codes.length > 0 ? { coupons: [...codes] } : {}),
  ...(points > 0 ? { points } : {}),
  paymentMethod,
  ...(cashReceipt ? { cashReceipt } : {}),
});

/** The form's fields by the API's names for them. */
export const orderFields: Readonly<Record<string, CheckoutField | ReceiptField>> = {
  "contact/name": "name",
  "contact/email": "email",
  "contact/phone": "phone",
  "shippingAddress/recipient": "recipient",
  "shippingAddress/phone": "recipientPhone",
  "shippingAddress/postcode": "postcode",
  "shippingAddress/address1": "address1",
  "shippingAddress/address2": "address2",
  "shippingAddress/memo": "memo",
  "cashReceipt/number": "receiptNumber",
};
