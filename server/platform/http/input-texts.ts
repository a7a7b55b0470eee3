/**
 * Texts for refused inputs, in Korean and English, by the code of the problem. `{limit}` stands for the value
 * of that name. Rules and use cases know codes and values; the texts are added when the problem is sent.
 */
import type { InputProblem } from "../errors.ts";
import type { Language } from "../language.ts";

export type InputText = Readonly<Record<Language, string>>;

const text = (ko: string, en: string): InputText => ({ ko, en });

export const inputTexts: Readonly<Record<string, InputText>> = {
  // Of a schema: see keywordCodes in validation.ts.
  REQUIRED: text("필수 항목이에요", "is required"),
  UNKNOWN_FIELD: text("알 수 없는 항목이에요", "is not a known field"),
  TYPE: text("{type} 형식이어야 해요", "must be {type}"),
  MINIMUM: text("{limit} 이상이어야 해요", "must be at least {limit}"),
  MAXIMUM: text("{limit} 이하여야 해요", "must be at most {limit}"),
  MIN_LENGTH: text("{limit}자 이상 입력해 주세요", "must have at least {limit} characters"),
  MAX_LENGTH: text("{limit}자 이하로 입력해 주세요", "must have at most {limit} characters"),
  MIN_ITEMS: text("{limit}개 이상이어야 해요", "must have at least {limit} items"),
  MAX_ITEMS: text("{limit}개 이하여야 해요", "must have at most {limit} items"),
  FORMAT: text("형식이 올바르지 않아요", "has the wrong form"),
  // Of a text that people type (platform/text.ts and beside it).
  LINE: text(
    "줄바꿈이나 눈에 보이지 않는 문자 없이 입력해 주세요",
    "must be one line without invisible characters",
  ),
  TEXT: text("눈에 보이지 않는 문자 없이 입력해 주세요", "must not have invisible characters"),
  EMAIL: text("이메일 주소를 확인해 주세요", "is not an e-mail address"),
  // Of the request itself.
  JSON: text("JSON으로 읽을 수 없어요", "is not readable JSON"),
  FORM: text("multipart/form-data 양식으로 읽을 수 없어요", "is not a readable multipart/form-data form"),
  HTTP: text("HTTP 요청으로 읽을 수 없어요", "is not a readable HTTP request"),
  URL: text("주소를 읽을 수 없어요", "is not a readable address"),
  HOST: text("Host 헤더를 읽을 수 없어요", "has an unreadable Host header"),
  REPEATED_HEADER: text("{name} 헤더는 한 번만 보낼 수 있어요", "has the header {name} more than once"),
  CURSOR: text("이 목록의 커서가 아니에요", "does not belong to this list"),
  // Of rules beyond a schema.
  CURRENCY: text("{currency} 금액이어야 해요", "must be in {currency}"),
  DUPLICATE: text("중복된 값이에요", "is used twice"),
  CIRCLE: text("자기 자신이나 그 아래로 옮길 수 없어요", "must not lie below itself"),
  SELF: text("자기 자신은 고를 수 없어요", "must be another one"),
  MISMATCH: text("다른 값과 맞지 않아요", "does not fit the other values"),
  PAST: text("이미 지난 시각이에요", "is in the past"),
  UNKNOWN: text("존재하지 않아요", "does not exist"),
  UNKNOWN_VALUE: text("고를 수 있는 값이 아니에요", "is not among the options"),
  PHONE: text("전화번호를 확인해 주세요", "is not a phone number"),
  BUSINESS_NUMBER: text("사업자등록번호를 확인해 주세요", "is not a business registration number"),
  MAIL_ORDER_NUMBER: text(
    "제2026-서울강남-00000호처럼 입력해 주세요. 신고 의무가 없으면 ‘신고 면제’라고 적어 주세요",
    "must look like 제2026-서울강남-00000호, or say 신고 면제 if you need none",
  ),
  PICTURE_TYPE: text(
    "{fileName}: JPEG, PNG, WebP, GIF, AVIF 사진만 올릴 수 있어요",
    "{fileName} is not a JPEG, PNG, WebP, GIF or AVIF picture",
  ),
  PICTURE_UNKNOWN: text(
    "본문에 이 쇼핑몰에 없는 사진이 있어요. 사진을 다시 올려 주세요",
    "names a picture that the shop does not have. Please upload it again",
  ),
  PICTURE_BROKEN: text("{fileName}: 열 수 없는 사진이에요", "{fileName} is a picture that cannot be read"),
  PICTURE_PIXELS: text(
    "{fileName}: 사진이 너무 커요. {limit}백만 화소 이하로 줄여 주세요",
    "{fileName} has more than {limit} million pixels",
  ),
  TABLE_EMPTY: text("빈 파일이에요", "is empty"),
  TABLE_NO_ROWS: text("첫 줄(열 이름) 아래에 내용이 없어요", "has no row below its header"),
  TABLE_TYPE: text(
    "CSV나 XLSX 표가 아니에요. 암호를 풀고 CSV나 XLSX로 저장해서 올려 주세요",
    "is no CSV or XLSX table. Please save it as CSV or XLSX, without a password",
  ),
  TABLE_BROKEN: text("깨져서 열 수 없는 XLSX 파일이에요", "is an XLSX file that cannot be read"),
  TABLE_UNPACKED: text(
    "압축을 풀면 너무 큰 파일이에요. {limit}MB까지 읽을 수 있어요",
    "is too large when it is unpacked: {limit} MB at most",
  ),
  TABLE_ENCODING: text(
    "{row}행의 {column}번째 칸을 읽을 수 없어요. UTF-8로 저장해서 올려 주세요",
    "has bytes in row {row}, cell {column} that are no text. Please save it as UTF-8",
  ),
  TABLE_QUOTES: text(
    "{row}행부터 따옴표가 닫히지 않았어요",
    "has a quote from row {row} on that nothing closes",
  ),
  TABLE_ROWS: text("{limit}행까지 올릴 수 있어요", "has more than {limit} rows"),
  TABLE_COLUMNS: text("열은 {limit}개까지 읽을 수 있어요", "has more than {limit} columns"),
  TABLE_COLUMN_TWICE: text("‘{column}’ 열이 두 번 있어요", "has the column “{column}” twice"),
  TABLE_CELL_LENGTH: text(
    "{row}행의 {column}번째 칸이 너무 길어요. {limit}자까지 읽을 수 있어요",
    "has more than {limit} characters in row {row}, cell {column}",
  ),
  PLACEHOLDER: text("이 메일에 쓸 수 없는 자리표시예요: {text}", "This mail has no such placeholder: {text}"),
  WEBHOOK_TARGET: text(
    "누구나 접속할 수 있는 https 주소여야 해요. 포트는 443이나 8443만 쓸 수 있어요",
    "must be a public https address, on port 443 or 8443",
  ),
  PASSKEY: text("등록할 수 없는 패스키예요", "is a passkey that cannot be registered"),
  // Of a new password.
  MAX_BYTES: text("{limit}바이트 이하로 정해 주세요", "must be at most {limit} bytes"),
  TOO_SHORT: text("{limit}자 이상으로 정해 주세요", "must have at least {limit} characters"),
  TOO_FEW_KINDS: text(
    "10자 이상이면 두 종류, 8~9자면 세 종류 이상의 문자(대문자, 소문자, 숫자, 기호)를 섞어 주세요",
    "must mix two kinds of characters (capitals, small letters, digits, signs) " +
      "from 10 characters, three from 8",
  ),
  TOO_SIMILAR: text(
    "이메일이나 이름, 쇼핑몰 이름과 너무 비슷해요",
    "is too close to your e-mail, your name or the shop's name",
  ),
  TOO_COMMON: text("많이 쓰이거나 쉽게 짐작할 수 있는 비밀번호예요", "is widely used or easy to guess"),
};

/** Texts for fields where the text of the code says too little. A problem names one of them in `text`. */
export const specialInputTexts: Readonly<Record<string, InputText>> = {
  CONSENT: text("동의해야 가입할 수 있어요", "must be agreed to"),
  PEOPLE_ALONE: text(
    "프로그램에는 줄 수 없어요. 사람이 직접 확인하고 하는 일이에요",
    "cannot be given to a program: it is for people, who confirm who they are",
  ),
  IDEMPOTENCY_KEY: text("8~255자의 ASCII 문자여야 해요", "must have 8–255 ASCII characters"),
};

/** Returns the message of a problem. Throws an Error for a code without a text. */
export function inputMessage({ code, text: name, values = {} }: InputProblem, language: Language): string {
  const words = name === undefined ? inputTexts[code] : specialInputTexts[name];
  if (!words) throw new Error(`the input problem ${name ?? code} has no text`);
  return words[language].replaceAll(/\{(\w+)\}/g, (_, value: string) => String(values[value] ?? ""));
}
