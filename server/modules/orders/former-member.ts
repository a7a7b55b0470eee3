/** The contact and address that replace a buyer's when the buyer has left. Pure. */
import type { PlaceOrder } from "./contract.ts";

/** Fits the schema of a buyer and names no person; mail never arrives at `.invalid` (RFC 2606). */
export const anonymousContact: PlaceOrder["contact"] = {
  name: "탈퇴한 회원",
  email: "left@member.invalid",
  phone: "000-0000-0000",
};
export const anonymousAddress: PlaceOrder["shippingAddress"] = {
  recipient: "탈퇴한 회원",
  phone: "000-0000-0000",
  postcode: "00000",
  address1: "-",
};
