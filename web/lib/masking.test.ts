import { expect, it } from "vitest";
import { maskedName, maskedPhone, maskedStreet } from "./masking.ts";

it("keeps the ends of a name", () => {
  expect(maskedName("홍길동")).toBe("홍*동");
  expect(maskedName("이산")).toBe("이*");
  expect(maskedName("남궁민수")).toBe("남**수");
});

it("keeps the last four digits of a phone number, however it is written", () => {
  expect(maskedPhone("010-1234-5678")).toBe("010-****-5678");
  expect(maskedPhone("+821012345678")).toBe("010-****-5678");
  expect(maskedPhone("+44 20 7946 0958")).toBe("****0958");
});

it("keeps city, district and street of an address", () => {
  expect(maskedStreet("서울 종로구 종로 1")).toBe("서울 종로구 종로 ***");
  expect(maskedStreet("세종로 1")).toBe("세종로 1");
});
