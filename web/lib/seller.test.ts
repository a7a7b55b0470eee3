import { expect, test } from "vitest";
import { businessInfoUrl, legalDetails, missingDetails } from "./seller.ts";

const empty = {
  tradeName: null,
  representative: null,
  businessNumber: null,
  mailOrderNumber: null,
  address: null,
  phone: null,
  email: null,
  hours: null,
  hosting: null,
  privacyOfficer: null,
};

test("what the law asks for is missing until the merchant enters it; hours are not asked for", () => {
  expect(missingDetails(empty)).toEqual(legalDetails);
  const full = Object.fromEntries(legalDetails.map((name) => [name, "x"]));
  expect(missingDetails({ ...empty, ...full })).toEqual([]);
  expect(missingDetails({ ...empty, ...full, hosting: null })).toEqual(["hosting"]);
});

test("the Fair Trade Commission knows a seller by ten digits", () => {
  expect(businessInfoUrl("123-45-67891")).toMatch(/wrkr_no=1234567891$/);
});
