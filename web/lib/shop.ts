/**
 * The details that Korean law requires on every page (E-Commerce Act art. 10, 13). This shop does not exist:
 * a merchant enters their own.
 */
export const shop = {
  name: { ko: "장터 데모", en: "Jangteo Demo" },
  representative: { ko: "홍길동 (가상)", en: "Hong Gildong (fictitious)" },
  address: {
    ko: "서울특별시 종로구 예시로 1, 2층 (가상 주소)",
    en: "2F, 1 Yesi-ro, Jongno-gu, Seoul (fictitious address)",
  },
  phone: "02-0000-0000",
  email: "help@jangteo.test",
  businessNumber: "000-00-00000",
  mailOrderNumber: { ko: "제2026-서울종로-00000호", en: "2026-Seoul-Jongno-00000" },
  hosting: { ko: "장터 데모 (자체 운영)", en: "Jangteo Demo (self-hosted)" },
  /** Working days from payment to dispatch; the law allows three. */
  sentWithinDays: 3,
  /** The category of the banner on the home page; without it there is no banner. */
  bannerCategory: "outdoor-play",
  privacyOfficer: { ko: "홍길동 (가상)", en: "Hong Gildong (fictitious)" },
} as const;

const businessDigits = shop.businessNumber.replaceAll("-", "");

/** The Fair Trade Commission's page about a registered seller. */
export const businessInfoUrl = `https://www.ftc.go.kr/bizCommPop.do?wrkr_no=${businessDigits}`;
