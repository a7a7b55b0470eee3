/**
 * What the law asks a shop to tell of goods before they are bought, by the group of the goods: 상품정보제공고시,
 * the table of the notice 「전자상거래 등에서의 상품 등의 정보제공에 관한 고시」. The groups are those that
 * most shops sell; everything else is `other`. A group or an item that products have may get other words, and
 * never goes.
 */
import type { Language } from "../../../platform/language.ts";

type DisclosureWords = Readonly<Record<Language, string>>;

const words = (ko: string, en: string): DisclosureWords => ({ ko, en });

const items = {
  productName: words("품명 및 모델명", "Product and model name"),
  kind: words("종류", "Kind"),
  material: words("소재", "Material"),
  substance: words("재질", "Material"),
  mainMaterial: words("제품의 주소재", "Main material"),
  color: words("색상", "Colour"),
  size: words("크기", "Size"),
  measurements: words("치수", "Measurements"),
  weight: words("중량", "Weight"),
  parts: words("구성품", "Parts"),
  composition: words("제품 구성", "What is included"),
  maker: words("제조자(수입자)", "Manufacturer (importer)"),
  origin: words("제조국", "Country of manufacture"),
  madeAt: words("제조연월", "Month of manufacture"),
  releasedAt: words("동일모델의 출시연월", "Month of release of the model"),
  care: words("세탁방법 및 취급 시 주의사항", "Washing and care"),
  handling: words("취급 시 주의사항", "Handling"),
  warranty: words("품질보증기준", "Warranty"),
  service: words("A/S 책임자와 전화번호", "After-sales contact"),
  advice: words("소비자상담 관련 전화번호", "Customer service phone"),
  certification: words("KC 인증정보", "KC certification"),
  power: words("정격전압, 소비전력", "Rated voltage and power"),
  energyGrade: words("에너지소비효율등급", "Energy efficiency grade"),
  installation: words("배송·설치비용", "Delivery and installation cost"),
  importDeclaration: words("수입신고 문구(수입 기구·용기)", "Import declaration of utensils"),
  purity: words("소재, 순도, 밴드 재질", "Material, purity, band material"),
  wearing: words("착용 시 주의사항", "Notes on wearing"),
  features: words("주요 사양", "Main features"),
  certificate: words("보증서 제공여부", "Whether a certificate is given"),
  volume: words("내용물의 용량 또는 중량", "Volume or weight of the contents"),
  skinType: words("제품 주요 사양(피부 타입 등)", "Main features (skin type and so on)"),
  expiry: words("사용기한 또는 개봉 후 사용기간", "Expiry, or time after opening"),
  usage: words("사용방법", "How to use it"),
  cosmeticMaker: words(
    "화장품제조업자와 화장품책임판매업자",
    "Cosmetics manufacturer and responsible seller",
  ),
  ingredients: words("모든 성분", "All ingredients"),
  functional: words("기능성 화장품 심사필 유무", "Reviewed as a functional cosmetic"),
  cautions: words("사용할 때의 주의사항", "Cautions"),
  foodName: words("품목 또는 명칭", "Name of the food"),
  foodType: words("식품의 유형", "Type of food"),
  packageContents: words("포장단위별 내용물의 용량(중량), 수량", "Volume (weight) and number in a package"),
  producer: words("생산자(수입자)와 소재지", "Producer (importer) and place"),
  foodOrigin: words("원산지", "Origin"),
  foodDates: words(
    "제조연월일, 소비기한 또는 품질유지기한",
    "Date of manufacture, use-by or best-before date",
  ),
  rawMaterials: words("원재료명 및 함량", "Raw materials and their shares"),
  nutrition: words("영양성분", "Nutrition facts"),
  geneticallyModified: words("유전자변형식품 표시", "Genetically modified food"),
  foodLabels: words("관련법상 표시사항", "Labels that the law asks for"),
  storage: words("보관방법 또는 취급방법", "Storage"),
  safety: words("소비자안전을 위한 주의사항", "Notes on safety"),
  importedFood: words("수입식품 신고 문구", "Declaration of imported food"),
  ages: words("사용연령 또는 체중범위", "Age or weight of the child"),
  bookTitle: words("도서명", "Title"),
  author: words("저자, 출판사", "Author and publisher"),
  pages: words("쪽수", "Pages"),
  publishedAt: words("출간일", "Date of publication"),
  contents: words("목차 또는 책소개", "Contents or summary"),
  purpose: words("용도 및 제형", "Purpose and form"),
  effects: words("효과, 효능", "Effects"),
  chemicals: words("사용된 화학물질 명칭", "Chemicals"),
  childSafePackage: words("어린이보호포장 대상 제품 유무", "Needs a child-safe package"),
  safetyNumber: words("안전기준 적합확인 신고번호", "Number of the safety report"),
  approval: words(
    "법에 의한 인증·허가 등을 받았음을 확인할 수 있는 사항",
    "Certifications and permits by law",
  ),
  originOrMade: words("제조국 또는 원산지", "Country of manufacture or origin"),
  serviceOrAdvice: words(
    "A/S 책임자와 전화번호 또는 소비자상담 전화번호",
    "After-sales or customer service phone",
  ),
} as const;

type ItemCode = keyof typeof items;

export interface DisclosureItem {
  readonly code: string;
  readonly name: DisclosureWords;
  /** False: only for goods that it concerns. */
  readonly required: boolean;
}
export interface DisclosureGroup {
  readonly code: string;
  readonly name: DisclosureWords;
  readonly items: readonly DisclosureItem[];
}

/** The items that only some goods of a group have. */
const CONDITIONAL: ReadonlySet<ItemCode> = new Set([
  "certification",
  "energyGrade",
  "importDeclaration",
  "nutrition",
  "geneticallyModified",
  "importedFood",
  "approval",
]);

const group = (code: string, name: DisclosureWords, codes: readonly ItemCode[]): DisclosureGroup => ({
  code,
  name,
  items: codes.map((each) => ({ code: each, name: items[each], required: !CONDITIONAL.has(each) })),
});

const made = ["maker", "origin"] as const;
const after = ["warranty", "service"] as const;

export const disclosureGroups: readonly DisclosureGroup[] = [
  group("clothing", words("의류", "Clothing"), [
    ...(["material", "color", "measurements", ...made, "care", "madeAt", ...after] as const),
  ]),
  group("shoes", words("구두/신발", "Shoes"), [
    ...(["mainMaterial", "color", "measurements", ...made, "handling", ...after] as const),
  ]),
  group("bags", words("가방", "Bags"), [
    ...(["kind", "material", "color", "size", ...made, "handling", ...after] as const),
  ]),
  group("accessories", words("패션잡화(모자/벨트/액세서리)", "Fashion accessories"), [
    ...(["kind", "material", "measurements", ...made, "handling", ...after] as const),
  ]),
  group("bedding", words("침구류/커튼", "Bedding and curtains"), [
    ...(["material", "color", "measurements", "composition", ...made, "care", ...after] as const),
  ]),
  group("furniture", words("가구(침대/소파/싱크대/DIY제품)", "Furniture"), [
    ...(["productName", "certification", "color", "parts", "mainMaterial", ...made, "size"] as const),
    ...(["installation", ...after] as const),
  ]),
  group("appliances", words("가정용 전기제품", "Household appliances"), [
    ...(["productName", "certification", "power", "energyGrade", "releasedAt", ...made, "size"] as const),
    ...after,
  ]),
  group("kitchenware", words("주방용품", "Kitchenware"), [
    ...(["productName", "substance", "parts", "size", "releasedAt", ...made, "importDeclaration"] as const),
    ...after,
  ]),
  group("cosmetics", words("화장품", "Cosmetics"), [
    ...(["volume", "skinType", "expiry", "usage", "cosmeticMaker", "origin", "ingredients"] as const),
    ...(["functional", "cautions", "warranty", "advice"] as const),
  ]),
  group("jewellery", words("귀금속/보석/시계류", "Jewellery and watches"), [
    ...(["purity", "weight", ...made, "measurements", "wearing", "features", "certificate"] as const),
    ...after,
  ]),
  group("freshFood", words("농수축산물", "Fresh food"), [
    ...(["foodName", "packageContents", "producer", "foodOrigin", "foodDates", "foodLabels"] as const),
    ...(["composition", "storage", "safety", "advice"] as const),
  ]),
  group("processedFood", words("가공식품", "Processed food"), [
    ...(["productName", "foodType", "producer", "foodDates", "packageContents", "rawMaterials"] as const),
    ...(["nutrition", "geneticallyModified", "safety", "importedFood", "advice"] as const),
  ]),
  group("childrenGoods", words("어린이제품", "Goods for children"), [
    ...(["productName", "certification", "size", "weight", "color", "substance", "ages"] as const),
    ...(["releasedAt", ...made, "handling", ...after] as const),
  ]),
  group("books", words("서적", "Books"), [
    ...(["bookTitle", "author", "size", "pages", "composition", "publishedAt", "contents"] as const),
  ]),
  group("householdChemicals", words("생활화학제품", "Household chemicals"), [
    ...(["productName", "purpose", "expiry", "volume", "effects", ...made, "childSafePackage"] as const),
    ...(["chemicals", "cautions", "safetyNumber", "advice"] as const),
  ]),
  group("other", words("기타 재화", "Other goods"), [
    ...(["productName", "approval", "originOrMade", "maker", "serviceOrAdvice"] as const),
  ]),
];

const byCode = new Map(disclosureGroups.map((each) => [each.code, each]));

export const findDisclosureGroup = (code: string): DisclosureGroup | undefined => byCode.get(code);
