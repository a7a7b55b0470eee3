import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isEmail } from "./email.ts";
import { findInputErrors, formats, maxLengths, tidy } from "./fields.ts";

it("reads full-width digits and stray spaces as a shopper means them", () => {
  expect(tidy(" ０１０－１２３４ ")).toBe("010-1234");
  expect(tidy(null)).toBe("");
});

it("recognises e-mail addresses and postcodes", () => {
  expect(isEmail("kim@jangteo.test")).toBe(true);
  expect(["kim", "kim@", "kim@shop", "a b@c.de"].some(isEmail)).toBe(false);
  expect(formats.postcode.accepts("03187")).toBe(true);
  expect(["3187", "031-87", "135-080"].some(formats.postcode.accepts)).toBe(false);
});

it("finds the first error of each field, in the order of the rules", () => {
  const rules = { email: { required: true, format: formats.email }, postcode: { format: formats.postcode } };
  expect(findInputErrors({ postcode: "1", email: "" }, rules)).toEqual({
    email: "required",
    postcode: "postcode",
  });
  expect(findInputErrors({ email: "kim@", postcode: "" }, rules)).toEqual({ email: "email" });
  expect(findInputErrors({ email: "kim@jangteo.test", postcode: "" }, rules)).toEqual({});
});

describe("the longest values", () => {
  const openapi = JSON.parse(readFileSync(new URL("../../docs/openapi.json", import.meta.url), "utf8"));
  const inputOf = (path: string) =>
    openapi.paths[path].post.requestBody.content["application/json"].schema.properties;
  const { contact, shippingAddress } = inputOf("/api/v1/orders");
  const place = { recipient: maxLengths.recipient, address1: maxLengths.address1, memo: maxLengths.memo };

  it("of an order are the API's", () => {
    for (const field of ["name", "email", "phone"] as const)
      expect(contact.properties[field].maxLength).toBe(maxLengths[field]);
    for (const [field, maxLength] of Object.entries({ ...place, address2: maxLengths.address2 }))
      expect(shippingAddress.properties[field].maxLength).toBe(maxLength);
  });

  it("of an address of the book are the API's", () => {
    const input = inputOf("/api/v1/me/addresses");
    for (const [field, maxLength] of Object.entries({
      ...place,
      address2: maxLengths.address2,
      label: maxLengths.label,
      phone: maxLengths.phone,
    }))
      expect(input[field].maxLength).toBe(maxLength);
  });

  it("of a new member are the API's", () => {
    const input = inputOf("/api/v1/auth/signup");
    for (const field of ["name", "email", "phone"] as const)
      expect(input[field].maxLength).toBe(maxLengths[field]);
  });
});
