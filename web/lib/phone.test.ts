import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isMemberPhone, isOrderPhone } from "./phone.ts";

/** The examples of the API's own test (members/accounts/phone.test.ts). */
const members = [
  "010-1234-5678",
  "01012345678",
  "010 1234 5678",
  "010.1234.5678",
  "+82 10-1234-5678",
  "+82 (0)10 1234 5678",
  "82-10-1234-5678",
  "０１０－１２３４－５６７８",
  "010–1234–5678",
  "02-123-4567",
  "02-1234-5678",
  "031-123-4567",
  "064-1234-5678",
  "070-1234-5678",
  "0507-1234-5678",
  "0504-123-4567",
  "011-123-4567",
  "080-123-4567",
  "+12025550123",
  "+4930123456",
];
const others = [
  "",
  "010",
  "010-1234-567",
  "010-1234-56789",
  "1234567",
  "123456",
  "012-1234-5678",
  "+82",
  "+1",
  "++8210",
  "+1234567890123456",
  "+1234567890123456789",
  "12345678901234567890",
  "00000000000",
  "010-1234-567a",
  "+82+10-1234-5678",
  "공일공",
];

test.each(members)("the forms of members accept %j, as the API does", (number) => {
  expect(isMemberPhone(number)).toBe(true);
});

test.each(others)("the forms of members refuse %j, as the API does", (number) => {
  expect(isMemberPhone(number)).toBe(false);
});

const openapi = JSON.parse(readFileSync(new URL("../../docs/openapi.json", import.meta.url), "utf8"));
const order = openapi.paths["/api/v1/orders"].post.requestBody.content["application/json"].schema.properties;

test.each([...members, ...others])("the checkout accepts %j exactly if the API does", (number) => {
  for (const { phone } of [order.contact.properties, order.shippingAddress.properties])
    expect(isOrderPhone(number)).toBe(new RegExp(phone.pattern, "u").test(number));
});
