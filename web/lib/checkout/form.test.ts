import { describe, expect, it } from "vitest";
import { formErrorsOf } from "../form-errors.ts";
import { checkoutErrors, orderFields, orderRequest, readCheckout, readMethod } from "./form.ts";

const filled = {
  name: "김장터",
  email: "kim@example.com",
  phone: "010-1234-5678",
  recipient: "이받음",
  postcode: "03154",
  address1: "서울 종로구 종로 1",
};

function values(changes: Record<string, string> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...filled, ...changes })) form.set(name, value);
  return readCheckout(form);
}

const wrongFields = (changes: Record<string, string>) => Object.keys(checkoutErrors(values(changes)));

describe("the checkout's errors", () => {
  it("are none for a complete form, with or without optional fields", () => {
    expect(wrongFields({})).toEqual([]);
    expect(wrongFields({ address2: "101호", memo: "문 앞", recipientPhone: "+82 10 1234 5678" })).toEqual([]);
  });

  it("name every missing field, in the order of the form", () => {
    expect(wrongFields({ address1: " ", name: "", email: "" })).toEqual(["name", "email", "address1"]);
  });

  it("are about postcodes that are not five digits, and accept full-width ones", () => {
    expect(wrongFields({ postcode: "123-456" })).toEqual(["postcode"]);
    expect(wrongFields({ postcode: "0315" })).toEqual(["postcode"]);
    expect(values({ postcode: "０３１５４" }).postcode).toBe("03154");
    expect(wrongFields({ postcode: "０３１５４" })).toEqual([]);
  });

  it("are about e-mail addresses and phone numbers that cannot be right", () => {
    expect(wrongFields({ email: "kim@", phone: "전화" })).toEqual(["email", "phone"]);
  });
});

describe("orderRequest", () => {
  it("announces the parcel to the buyer unless another number is given", () => {
    expect(orderRequest("cart", values()).shippingAddress.phone).toBe("010-1234-5678");
    expect(orderRequest("cart", values({ recipientPhone: "02-123-4567" })).shippingAddress.phone).toBe(
      "02-123-4567",
    );
  });

  it.each([
    [undefined, "CARD"],
    ["STRIPE", "STRIPE"],
    ["BARTER", "CARD"],
  ])("has the method that was chosen: %s", (chosen, expected) => {
    const form = new FormData();
    if (chosen) form.set("paymentMethod", chosen);
    expect(orderRequest("cart", values(), undefined, readMethod(form)).paymentMethod).toBe(expected);
  });

  it("leaves out what was not filled in", () => {
    expect(Object.keys(orderRequest("cart", values()).shippingAddress)).not.toContain("address2");
  });
});

it("puts the API's errors beside their fields", () => {
  const errors = [
    { pointer: "/contact/email", code: "FORMAT", message: "이메일 주소를 확인해 주세요." },
    { pointer: "/cartId", code: "FORMAT", message: "?" },
  ];
  const problem = { status: 400, code: "INVALID_INPUT", title: "", errors };
  const words = { offline: "", unsure: "", wait: () => "" };
  expect(formErrorsOf(problem, orderFields, {}, words).fields).toEqual({
    email: "이메일 주소를 확인해 주세요.",
  });
});
