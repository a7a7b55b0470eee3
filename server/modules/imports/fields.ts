/** What a file of each kind may hold: fields, the names of their columns, how their cells are read. Pure. */
import type { Language } from "../../platform/language.ts";
import type { AttributeColumn } from "../catalog/contract/import-rows.ts";

export const importKinds = ["products", "stock", "prices", "tracking"] as const;
export type ImportKind = (typeof importKinds)[number];
/** Kinds that are exported too. */
export const exportKinds = ["products", "stock", "prices"] as const;
export type ExportKind = (typeof exportKinds)[number];

export type CellForm =
  | "text"
  | "plain"
  | "amount"
  | "integer"
  | "list"
  | "tags"
  | "status"
  | "taxType"
  | "yesNo";

export interface ImportField {
  readonly name: string;
  readonly form: CellForm;
  /** The column must be in the file. */
  readonly required: boolean;
  /** The name of its column in exports. */
  readonly title: Readonly<Record<Language, string>>;
  /** Other names that the columns of other shops' files have. */
  readonly aliases: readonly string[];
}

const field = (
  name: string,
  form: CellForm,
  [ko, en]: readonly [string, string],
  aliases: string,
  required = false,
): ImportField => ({ name, form, title: { ko, en }, aliases: aliases.split(" · "), required });

const SKU_NAMES =
  "상품코드 · 상품 코드 · 품목코드 · 품번 · 재고코드 · 판매자상품코드 · 자체상품코드 · 단품코드 · SKU code · " +
  "product code · item code · item number · variant sku";
const sku = field("sku", "plain", ["SKU", "SKU"], SKU_NAMES, true);
const price = (required: boolean) =>
  field(
    "price",
    "amount",
    ["판매가", "Price"],
    "가격 · 단가 · 판매가격 · 판매금액 · sale price · unit price · variant price",
    required,
  );
const compareAtPrice = field(
  "compareAtPrice",
  "amount",
  ["정가", "Compare-at price"],
  "소비자가 · 소비자가격 · 시중가 · 할인 전 가격 · list price · msrp · variant compare at price",
);

const options = [1, 2, 3].flatMap((number) => [
  field(
    `option${number}Name`,
    "text",
    [`옵션${number} 이름`, `Option ${number} name`],
    `옵션명${number} · 옵션${number}명`,
  ),
  field(
    `option${number}Value`,
    "text",
    [`옵션${number} 값`, `Option ${number} value`],
    `옵션값${number} · 옵션${number} · option ${number}`,
  ),
]);

const products: readonly ImportField[] = [
  sku,
  field("slug", "plain", ["상품 주소", "Slug"], "handle · url · product slug · 슬러그"),
  field(
    "name",
    "text",
    ["상품명", "Name"],
    "이름 · 상품 이름 · 품명 · 제품명 · 제목 · product name · item name · title · product",
  ),
  field("status", "status", ["판매 상태", "Status"], "상태 · 판매상태 · 상품상태"),
  price(false),
  compareAtPrice,
  field(
    "stock",
    "integer",
    ["처음 재고", "Opening stock"],
    "재고 · 재고수량 · 초기재고 · 수량 · stock · quantity · inventory",
  ),
  ...options,
  field("categories", "list", ["카테고리", "Categories"], "분류 · 상품분류 · category · product category"),
  field("brand", "text", ["브랜드", "Brand"], "브랜드명 · vendor · manufacturer · 제조사"),
  field("tags", "tags", ["태그", "Tags"], "검색어 · 키워드 · keywords · tag"),
  field("taxType", "taxType", ["과세 구분", "Tax type"], "과세 · 부가세 · 과세유형 · tax"),
  field(
    "minQuantity",
    "integer",
    ["최소 주문 수량", "Minimum quantity"],
    "최소구매수량 · 최소주문 · min quantity",
  ),
  field(
    "maxQuantity",
    "integer",
    ["최대 주문 수량", "Maximum quantity"],
    "최대구매수량 · 최대주문 · max quantity",
  ),
  field("addOns", "list", ["추가상품", "Add-ons"], "추가 상품 · 추가상품 목록 · add ons · addons"),
  field("addOnHeading", "text", ["추가상품 제목", "Add-on heading"], "추가 상품 제목 · heading of add-ons"),
  field("description", "text", ["상세 설명", "Description"], "설명 · 상품설명 · 상품상세 · body · details"),
  field(
    "descriptionHtml",
    "text",
    ["상세 설명 HTML", "Description HTML"],
    "상품 상세설명 · 상품상세정보 · 상세페이지 · body html · body (html)",
  ),
  field(
    "nameEn",
    "text",
    ["상품명(영어)", "Name (English)"],
    "영문 상품명 · 영어 상품명 · english name · name en",
  ),
  field(
    "addOnHeadingEn",
    "text",
    ["추가상품 제목(영어)", "Add-on heading (English)"],
    "영문 추가상품 제목 · english add-on heading",
  ),
  field("brandEn", "text", ["브랜드(영어)", "Brand (English)"], "영문 브랜드 · english brand · brand en"),
  field(
    "descriptionEn",
    "text",
    ["상세 설명(영어)", "Description (English)"],
    "영문 설명 · 영어 설명 · english description · description en",
  ),
  field(
    "descriptionHtmlEn",
    "text",
    ["상세 설명 HTML(영어)", "Description HTML (English)"],
    "영문 상세설명 HTML · english description html · description html en",
  ),
];

const stock: readonly ImportField[] = [
  sku,
  field("location", "text", ["재고 위치", "Location"], "위치 · 창고 · 창고명 · warehouse"),
  field(
    "onHand",
    "integer",
    ["재고 수량", "On hand"],
    "재고 · 수량 · 실재고 · 현재고 · 실사수량 · stock · quantity · qty · counted · count · inventory",
    true,
  ),
  field("reason", "text", ["사유", "Reason"], "변경 사유 · 비고 · 메모 · note · memo"),
];

const tracking: readonly ImportField[] = [
  field(
    "number",
    "plain",
    ["주문번호", "Order number"],
    "주문 번호 · 주문ID · 상품주문번호 · order no · order id · order",
    true,
  ),
  field("carrier", "text", ["택배사", "Carrier"], "배송사 · 택배 · 택배회사 · 택배사명 · courier", true),
  field(
    "trackingNumber",
    "plain",
    ["운송장번호", "Tracking number"],
    "운송장 번호 · 송장번호 · 송장 번호 · 운송장 · 송장 · tracking no · tracking · waybill",
    true,
  ),
];

/** Of every shop; `fieldsOf` adds the attributes of this one. */
const importFields: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  products,
  stock,
  prices: [sku, price(true), compareAtPrice],
  tracking,
};

const ATTRIBUTE = "attributes.";

/** The fields of a kind in a shop with these attributes. */
export const fieldsOf = (
  kind: ImportKind,
  attributes: readonly AttributeColumn[],
): readonly ImportField[] => [
  ...importFields[kind],
  ...(kind === "products" ? attributes.map((each) => attributeField(each, attributes)) : []),
];

/** Its name alone is no name of a column: an option may have the same. */
function attributeField(
  { code, type, several, name, nameEn }: AttributeColumn,
  all: readonly AttributeColumn[],
): ImportField {
  const alike = all.filter((each) => each.name === name || (each.nameEn ?? each.name) === (nameEn ?? name));
  const more = alike.length > 1 ? ` (${code})` : "";
  return {
    name: `${ATTRIBUTE}${code}`,
    form: type === "boolean" ? "yesNo" : several ? "list" : "text",
    required: false,
    title: { ko: `속성: ${name}${more}`, en: `Attribute: ${nameEn ?? name}${more}` },
    aliases: [`attribute.${code}`],
  };
}

export const deletedField = (name: string): ImportField => ({
  name,
  form: "text",
  required: false,
  title: { ko: name, en: name },
  aliases: [],
});

/** The code of the attribute that a field is; null: it is another field. */
export const attributeCodeOf = (field: string): string | null =>
  field.startsWith(ATTRIBUTE) ? field.slice(ATTRIBUTE.length) : null;

type MoreColumn = Pick<ImportField, "name" | "title">;

/** Columns that an export shows and an import of the kind does not read. */
export const moreColumns: Readonly<Record<ExportKind, readonly MoreColumn[]>> = {
  products: [],
  prices: [{ name: "name", title: { ko: "상품명", en: "Name" } }],
  stock: [{ name: "reserved", title: { ko: "주문 예약 수량", en: "Reserved" } }],
};

/** What staff need to import files of a kind. */
export const permissionOf: Readonly<Record<ImportKind, string>> = {
  products: "product:write",
  prices: "product:write",
  stock: "stock:adjust",
  tracking: "order:fulfil",
};
