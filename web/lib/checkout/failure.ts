/** Why a payment failed, as far as the shopper can act on it. */
export type FailureReason =
  | "canceled"
  | "refused"
  | "limit"
  | "aborted"
  | "expired"
  | "mismatch"
  | "stock"
  | "unknown";

const reasons: Record<string, FailureReason> = {
  PAY_PROCESS_CANCELED: "canceled",
  USER_CANCEL: "canceled",
  PAY_PROCESS_ABORTED: "aborted",
  REJECT_CARD_COMPANY: "refused",
  REJECT_CARD_PAYMENT: "refused",
  INVALID_REJECT_CARD: "refused",
  INVALID_STOPPED_CARD: "refused",
  INVALID_CARD_EXPIRATION: "refused",
  EXCEED_MAX_DAILY_PAYMENT_COUNT: "limit",
  EXCEED_MAX_PAYMENT_AMOUNT: "limit",
  EXCEED_MAX_AMOUNT: "limit",
  REJECT_ACCOUNT_PAYMENT: "limit",
  NOT_FOUND_PAYMENT_SESSION: "expired",
  PAYMENT_EXPIRED: "expired",
  ORDER_EXPIRED: "expired",
  ORDER_CLOSED: "expired",
  EXPIRED: "expired",
  CANCELED: "canceled",
  AMOUNT_MISMATCH: "mismatch",
  OUT_OF_STOCK: "stock",
};

/** @param code an error code of a payment provider or of our API */
export const failureReason = (code: string | null | undefined): FailureReason =>
  reasons[code ?? ""] ?? "unknown";
