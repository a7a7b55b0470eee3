/**
 * The error codes of the protocol with their HTTP statuses and texts. Toss uses status 403 for a business
 * refusal and 400 for a malformed or untimely request, so callers must decide by the code.
 */
import type { Language } from "../language.ts";

type Entry = readonly [status: number, ko: string, en: string];

const catalogue = {
  // Authentication
  UNAUTHORIZED_KEY: [
    401,
    "인증되지 않은 시크릿 키 혹은 클라이언트 키예요.",
    "The secret key or client key is not known.",
  ],
  INVALID_API_KEY: [400, "잘못된 시크릿키 연동 정보예요.", "The key does not fit this request."],
  INCORRECT_BASIC_AUTH_FORMAT: [
    403,
    "인증 헤더 형식이 올바르지 않아요.",
    "The Basic authorization header is malformed.",
  ],

  // The request
  INVALID_REQUEST: [400, "요청이 올바르지 않아요.", "The request is not valid."],
  INVALID_IDEMPOTENCY_KEY: [
    400,
    "멱등키는 300자 이하여야 해요.",
    "The idempotency key must have at most 300 characters.",
  ],
  IDEMPOTENT_REQUEST_PROCESSING: [
    409,
    "같은 멱등키의 이전 요청을 처리하고 있어요.",
    "An earlier request with this idempotency key is still running.",
  ],
  NOT_FOUND: [404, "존재하지 않는 주소예요.", "There is nothing at this address."],
  TOO_MANY_REQUESTS: [
    429,
    "요청이 너무 많아요. 잠시 후 다시 시도해주세요.",
    "Too many requests. Try again in a moment.",
  ],
  BELOW_MINIMUM_AMOUNT: [400, "최소 결제 금액보다 적어요.", "The amount is below the minimum."],
  DUPLICATED_ORDER_ID: [
    400,
    "이미 승인되었거나 진행 중인 주문번호예요.",
    "This order id already has a payment.",
  ],

  // The state of the payment
  NOT_FOUND_PAYMENT: [404, "존재하지 않는 결제 정보예요.", "There is no such payment."],
  NOT_FOUND_PAYMENT_SESSION: [
    404,
    "결제 시간이 지나 결제 정보를 찾을 수 없어요.",
    "The payment session is unknown or has run out.",
  ],
  ALREADY_PROCESSED_PAYMENT: [400, "이미 처리된 결제예요.", "The payment has already been processed."],
  ALREADY_PROCESSING_REQUEST: [
    400,
    "이미 처리하고 있는 요청이에요.",
    "The payment is being processed right now.",
  ],

  // Refused by the shopper or the card company
  PAY_PROCESS_CANCELED: [400, "사용자가 결제를 취소했어요.", "The shopper closed the payment window."],
  PAY_PROCESS_ABORTED: [400, "결제 진행이 중단되었어요.", "The payment was aborted."],
  REJECT_CARD_COMPANY: [403, "카드사에서 결제 승인을 거절했어요.", "The card company refused the payment."],
  REJECT_CARD_PAYMENT: [
    403,
    "한도 초과 혹은 잔액 부족으로 결제에 실패했어요.",
    "The card limit or balance is not sufficient.",
  ],
  REJECT_ACCOUNT_PAYMENT: [
    403,
    "잔액이 부족해서 결제에 실패했어요.",
    "The balance of the account is not sufficient.",
  ],
  EXCEED_MAX_ONE_DAY_AMOUNT: [403, "일일 한도를 초과했어요.", "The daily limit is exceeded."],
  EXCEED_MAX_AUTH_COUNT: [403, "최대 인증 횟수를 초과했어요.", "Too many failed authentications."],
  NOT_AVAILABLE_BANK: [403, "은행 서비스 시간이 아니에요.", "The bank is outside its service hours."],
  INVALID_PASSWORD: [403, "결제 비밀번호가 일치하지 않아요.", "The payment password is wrong."],
  FDS_ERROR: [
    403,
    "위험 거래가 감지되어 결제가 제한되었어요.",
    "The payment was stopped by fraud detection.",
  ],
  INVALID_STOPPED_CARD: [400, "정지된 카드예요.", "The card is blocked."],
  INVALID_REJECT_CARD: [400, "사용이 거절된 카드예요.", "The card was refused."],
  INVALID_CARD_EXPIRATION: [400, "카드 유효기간을 다시 확인해주세요.", "The card's expiry date is wrong."],
  INVALID_CARD_LOST_OR_STOLEN: [
    400,
    "분실 혹은 도난 신고된 카드예요.",
    "The card was reported lost or stolen.",
  ],

  // Cancels
  ALREADY_CANCELED_PAYMENT: [400, "이미 취소된 결제예요.", "The payment has already been cancelled."],
  NOT_CANCELABLE_PAYMENT: [403, "취소할 수 없는 결제예요.", "The payment cannot be cancelled."],
  NOT_CANCELABLE_AMOUNT: [403, "취소할 수 없는 금액이에요.", "The amount cannot be cancelled."],
  NOT_MATCHES_REFUNDABLE_AMOUNT: [
    400,
    "잔액이 환불 가능 금액과 일치하지 않아요.",
    "The refundable amount does not match.",
  ],
  NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT: [
    403,
    "입금 대기 중인 결제는 부분 환불할 수 없어요.",
    "A payment that waits for its deposit cannot be cancelled in part.",
  ],
  INVALID_REFUND_ACCOUNT_INFO: [
    400,
    "환불 계좌 정보가 필요해요.",
    "The refund account is missing or incomplete.",
  ],
  INVALID_REFUND_ACCOUNT_NUMBER: [
    400,
    "환불 계좌번호가 올바르지 않아요.",
    "The refund account number is not valid.",
  ],
  REFUND_REJECTED: [400, "환불이 거절되었어요.", "The refund was refused."],

  // Errors of the provider: the caller does not know the outcome
  PROVIDER_ERROR: [
    400,
    "일시적인 오류가 발생했어요. 잠시 후 다시 시도해주세요.",
    "The card company had a temporary error.",
  ],
  FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING: [
    500,
    "결제가 완료되지 않았어요. 다시 시도해주세요.",
    "The payment system failed. Try again.",
  ],
  FAILED_INTERNAL_SYSTEM_PROCESSING: [
    500,
    "내부 시스템 처리에 실패했어요.",
    "The internal processing failed.",
  ],
  FAILED_REFUND_PROCESS: [500, "환불 처리에 실패했어요.", "The refund failed."],
  UNKNOWN_PAYMENT_ERROR: [500, "결제에 실패했어요.", "The payment failed for an unknown reason."],
  COMMON_ERROR: [500, "알 수 없는 오류가 발생했어요.", "An unknown error occurred."],
} as const satisfies Record<string, Entry>;

const entries: Readonly<Record<string, Entry>> = catalogue;

/** A code that this program uses by itself. Injected refusals may use other codes too. */
export type KnownCode = keyof typeof catalogue;

/** Answered as `{code, message}`. `detail` explains the problem to a developer; the message ends with it. */
export class TossError extends Error {
  readonly code: string;
  readonly detail: string | null;

  constructor(code: KnownCode | (string & {}), detail: string | null = null) {
    super(detail === null ? code : `${code}: ${detail}`);
    this.name = "TossError";
    this.code = code;
    this.detail = detail;
  }
}

/** HTTP status of a code; an unknown code is a business refusal. */
export const statusOf = (code: string): number => entries[code]?.[0] ?? 403;

export function messageOf(code: string, language: Language): string {
  const entry = entries[code];
  if (entry === undefined)
    return language === "ko" ? `요청이 거절되었어요. (${code})` : `The request was refused. (${code})`;
  return language === "ko" ? entry[1] : entry[2];
}
