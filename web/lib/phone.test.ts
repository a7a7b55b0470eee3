import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parsePhone } from "../../server/modules/members/accounts/phone.ts";
import { isMemberPhone, isOrderPhone } from "./phone.ts";

const numbers = [
  "010-1234-5678",
  "01012345678",
  "010.1234.5678",
  "+82 (0)10 1234 5678",
  "０１０－１２３４－５６７８",
  "02-123-4567",
  "064-1234-5678",
  "0507-1234-5678",
  "080-123-4567",
  "+12025550123",
  "+4930123456",
  "+82+10-1234-5678",
  "",
  "010",
  "010-1234-567",
  "1234567",
  "123456",
  "012-1234-5678",
  "+82",
  "++8210",
  "+1234567890123456",
  "+1234567890123456789",
  "12345678901234567890",
  "공일공",
  "010-1234-567a",
];

test.each(numbers)("the forms of members accept %j exactly if the API does", (number) => {
  expect(isMemberPhone(number)).toBe(parsePhone(number) !== null);
});

const openapi = JSON.parse(readFileSync(new URL("../../docs/openapi.json", import.meta.url), "utf8"));
const order = openapi.paths["/api/v1/orders"].post.requestBody.content["application/json"].schema.properties;

test.each(numbers)("the checkout accepts %j exactly if the API does", (number) => {
  for (const { phone } of [order.contact.properties, order.shippingAddress.properties])
    expect(isOrderPhone(number)).toBe(new RegExp(phone.pattern, "u").test(number));
});
