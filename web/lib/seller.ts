import type { ShopDetails } from "./api/types.ts";

type Seller = ShopDetails["seller"];

/**
 * What Korean law asks for on every page (E-Commerce Act art. 10 and 13), in the order in which a page shows
 * it. A merchant enters it in the settings.
 */
export const legalDetails = [
  "tradeName",
  "representative",
  "address",
  "phone",
  "email",
  "businessNumber",
  "mailOrderNumber",
  "privacyOfficer",
  "hosting",
] as const satisfies readonly (keyof Seller)[];
export type LegalDetail = (typeof legalDetails)[number];

/** What the shop must still say about its seller before it sells. */
export const missingDetails = (seller: Seller): LegalDetail[] =>
  legalDetails.filter((name) => seller[name] === null);

/** The Fair Trade Commission's page about a registered seller. */
export const businessInfoUrl = (businessNumber: string): string =>
  `https://www.ftc.go.kr/bizCommPop.do?wrkr_no=${businessNumber.replaceAll("-", "")}`;
