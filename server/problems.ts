/** What the outside sees for each error code: status, Korean and English text. The only place that knows both. */
import type { ProblemText, ProblemTexts } from "./platform/http/problem.ts";

const text = (status: number, ko: string, en: string): ProblemText => ({ status, ko, en });

export const problemTexts: ProblemTexts = {
  INVALID_INPUT: text(400, "입력한 내용을 확인해 주세요", "Please check what you entered"),
  UNAUTHENTICATED: text(401, "로그인이 필요합니다", "Please sign in"),
  INVALID_CREDENTIALS: text(401, "이메일 또는 비밀번호가 올바르지 않습니다", "The e-mail or the password is wrong"),
  PAYMENT_REFUSED: text(402, "결제가 승인되지 않았습니다", "The payment was refused"),
  FORBIDDEN: text(403, "이 작업을 할 권한이 없습니다", "You may not do this"),
  NOT_FOUND: text(404, "찾을 수 없습니다", "Not found"),
  UNKNOWN_SKU: text(404, "등록되지 않은 SKU입니다", "There is no such SKU"),
  UNKNOWN_LOCATION: text(404, "등록되지 않은 재고 위치입니다", "There is no such location"),
  UNKNOWN_VARIANT: text(404, "판매하지 않는 상품입니다", "This product is not for sale"),
  METHOD_NOT_ALLOWED: text(405, "지원하지 않는 요청 방식입니다", "This address does not take that method"),
  OUT_OF_STOCK: text(409, "재고가 부족합니다", "There is not enough in stock"),
  UNKNOWN_HOLD: text(409, "재고 예약을 찾을 수 없습니다", "No stock is held for this order"),
  STOCK_BELOW_RESERVED: text(
    409,
    "이미 주문된 수량보다 재고를 줄일 수 없습니다",
    "That would take stock that is promised to orders",
  ),
  STOCK_LIMIT: text(409, "재고 수량이 한도를 넘었습니다", "That is more than the stock of a SKU can be"),
  SLUG_TAKEN: text(409, "이미 사용 중인 주소입니다", "This address is taken"),
  SKU_TAKEN: text(409, "이미 사용 중인 SKU입니다", "This SKU is taken"),
  CART_EMPTY: text(409, "장바구니가 비어 있습니다", "The cart is empty"),
  TOO_MANY_LINES: text(409, "장바구니에 더 담을 수 없습니다", "The cart cannot take more lines"),
  QUANTITY_LIMIT: text(409, "한 번에 주문할 수 있는 수량을 넘었습니다", "That is more than one order may hold"),
  AMOUNT_LIMIT: text(409, "한 번에 주문할 수 있는 금액을 넘었습니다", "That is worth more than one order may be"),
  NOT_FOR_SALE: text(409, "판매가 끝난 상품이 있습니다", "Something in the cart is no longer for sale"),
  PRICE_CHANGED: text(409, "가격이 변경된 상품이 있습니다", "A price has changed"),
  NOTHING_TO_PAY: text(409, "결제할 금액이 없습니다", "There is nothing to pay"),
  ORDER_CLOSED: text(409, "이미 처리되었거나 종료된 주문입니다", "This order is settled or closed"),
  REQUEST_IN_PROGRESS: text(409, "같은 요청을 처리하고 있습니다", "The same request is being handled"),
  BODY_TOO_LARGE: text(413, "보낸 내용이 너무 큽니다", "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE: text(415, "application/json으로 보내 주세요", "Please send application/json"),
  AMOUNT_MISMATCH: text(422, "결제 금액이 주문 금액과 다릅니다", "The amount is not the order's"),
  PAYMENT_MISMATCH: text(422, "이 주문의 결제가 아닙니다", "This payment does not belong to the order"),
  PAYMENT_NOT_FOUND: text(422, "결제 정보를 찾을 수 없습니다", "There is no such payment"),
  IDEMPOTENCY_KEY_REUSED: text(
    422,
    "다른 내용의 요청에 쓰인 Idempotency-Key입니다",
    "This Idempotency-Key was used for another request",
  ),
  TOO_MANY_REQUESTS: text(
    429,
    "요청이 너무 많습니다. 잠시 후 다시 시도해 주세요",
    "Too many attempts. Please try again later",
  ),
  INTERNAL: text(500, "문제가 생겼습니다. 잠시 후 다시 시도해 주세요", "Something went wrong. Please try again later"),
  PEER_UNAVAILABLE: text(503, "잠시 후 다시 시도해 주세요", "Please try again in a moment"),
  DATABASE_UNAVAILABLE: text(503, "잠시 후 다시 시도해 주세요", "Please try again in a moment"),
};
