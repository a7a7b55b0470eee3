import { expect, it } from "vitest";
import { addressErrors, defaultFirst, newAddress, readAddress } from "./address.ts";

const typed = (values: Record<string, string>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return form;
};

const complete = {
  recipient: "김민수",
  phone: "010-1234-5678",
  postcode: "03187",
  address1: "서울 종로구 세종대로 1",
};

it("requires what a parcel needs, and nothing else", () => {
  expect(addressErrors(readAddress(typed({})))).toEqual({
    recipient: "required",
    phone: "required",
    postcode: "required",
    address1: "required",
  });
  expect(addressErrors(readAddress(typed(complete)))).toEqual({});
});

it("takes full-width digits, and refuses the old six-digit postcodes", () => {
  expect(readAddress(typed({ ...complete, postcode: "０３１８７" })).postcode).toBe("03187");
  expect(addressErrors(readAddress(typed({ ...complete, postcode: "110-110" })))).toEqual({
    postcode: "postcode",
  });
  expect(addressErrors(readAddress(typed({ ...complete, phone: "없음" })))).toEqual({ phone: "phone" });
});

it("leaves empty fields out of a new address", () => {
  expect(newAddress(readAddress(typed({ ...complete, label: "집", memo: " " })), false)).toEqual({
    ...complete,
    label: "집",
  });
  expect(newAddress(readAddress(typed(complete)), true)).toEqual({ ...complete, isDefault: true });
});

it("lists the default address first and keeps the order of the others", () => {
  const address = (id: string, isDefault: boolean) => ({ ...complete, id, isDefault });
  const listed = [address("a", false), address("b", true), address("c", false)];
  expect(defaultFirst(listed).map(({ id }) => id)).toEqual(["b", "a", "c"]);
});
