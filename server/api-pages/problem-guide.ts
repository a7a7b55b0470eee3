/**
 * What the page about a code says besides its texts: when the API answers it, and what the client does then.
 * In Korean and English, one entry for each code of `server/problems.ts`.
 */
import { type Guide, guide } from "./guidance.ts";
import { coupons } from "./problem-guide-coupons.ts";
import { fulfilment } from "./problem-guide-orders.ts";
import { prices } from "./problem-guide-prices.ts";
import { recommendations } from "./problem-guide-recommendations.ts";
import { account, backOffice, shopping } from "./problem-guide-shop.ts";
import { webhooks } from "./problem-guide-webhooks.ts";

const request: Readonly<Record<string, Guide>> = {
  INVALID_INPUT: guide(
    [
      "주소, 헤더 또는 본문에 잘못된 값이 있어요. errors가 위치(pointer)와 코드를 하나씩 알려줘요.",
      "errors의 pointer가 가리키는 항목을 고쳐서 다시 보내세요. 같은 요청을 그대로 반복하지 마세요.",
    ],
    [
      "The address, a header or the body has a wrong value. `errors` names each with its pointer and code.",
      "Correct what the pointers name, and send the request again. Do not repeat it unchanged.",
    ],
  ),
  NOT_FOUND: guide(
    [
      "주소나 id에 해당하는 것이 없어요. 다른 사람의 것이어도 같은 답을 받아요.",
      "id와 주소를 확인하세요. 게스트의 주문은 X-Guest-Token이 필요해요.",
    ],
    [
      "Nothing has this address or id. The answer is the same for what belongs to another person.",
      "Check the id and the address. A guest's order needs its X-Guest-Token.",
    ],
  ),
  PRODUCT_ENDED: guide(
    [
      "상점이 이 상품의 판매를 끝냈어요. categories는 이 상품이 있던 카테고리예요.",
      "같은 카테고리의 다른 상품을 보여 주세요. 다시 판매하면 같은 주소로 읽을 수 있어요.",
    ],
    [
      "The shop has archived this product. `categories` are those in which it was.",
      "Show other products of these categories. If the product is sold again, this address returns it.",
    ],
  ),
  METHOD_NOT_ALLOWED: guide(
    ["주소는 맞지만 이 요청 방식(method)을 받지 않아요.", "Allow 헤더에 있는 방식 중 하나를 쓰세요."],
    ["The address exists, but does not take this method.", "Use one of the methods in the Allow header."],
  ),
  BODY_TOO_LARGE: guide(
    [
      "본문이 이 주소의 한도보다 커요. 대부분은 256 KiB, 로그인과 관련된 주소는 16 KiB, " +
        "직원이 상품이나 동의어처럼 무언가를 통째로 보내는 주소는 8 MiB예요.",
      "본문을 줄여서 다시 보내세요.",
    ],
    [
      "The body is larger than this address takes: 256 KiB for most, 16 KiB around signing in, 8 MiB where " +
        "staff send something whole, such as a product or all synonyms.",
      "Send a smaller body.",
    ],
  ),
  HEADERS_TOO_LARGE: guide(
    [
      "주소와 헤더를 합쳐 16 KiB를 넘어요. 연결이 끊겨요.",
      "주소의 매개변수나 쿠키, 헤더를 줄여서 다시 보내세요.",
    ],
    [
      "The address and the headers together are more than 16 KiB. The connection ends.",
      "Send fewer or shorter parameters, cookies and headers.",
    ],
  ),
  REQUEST_TIMEOUT: guide(
    ["요청이 정해진 시간 안에 다 도착하지 않았어요. 연결이 끊겨요.", "연결을 확인하고 다시 보내세요."],
    [
      "The request did not arrive whole in time. The connection ends.",
      "Check the connection and send it again.",
    ],
  ),
  UNSUPPORTED_MEDIA_TYPE: guide(
    ["본문의 Content-Type이 application/json이 아니에요.", "JSON을 UTF-8로, application/json으로 보내세요."],
    ["The Content-Type of the body is not application/json.", "Send JSON in UTF-8 as application/json."],
  ),
  CROSS_SITE: guide(
    [
      "브라우저가 다른 사이트의 페이지에서 보낸 요청이거나, 쿠키가 있지만 어디에서 왔는지 알 수 없는 요청이에요.",
      "쇼핑몰과 같은 주소의 페이지에서 보내거나, 쿠키 대신 Authorization 헤더를 쓰세요.",
    ],
    [
      "A browser sent it from a page of another site, or it carries cookies without a sign of its origin.",
      "Send it from a page of the shop's own address, or use the Authorization header in place of cookies.",
    ],
  ),
  IDEMPOTENCY_KEY_REUSED: guide(
    [
      "같은 Idempotency-Key로 내용이 다른 요청을 이미 보냈어요.",
      "새로운 일에는 새 키를 쓰세요. 반복하려면 처음과 같은 내용을 보내세요.",
    ],
    [
      "Another request with other content was sent under this Idempotency-Key.",
      "Use a fresh key for a new intent. To repeat a request, send the same content.",
    ],
  ),
  REQUEST_IN_PROGRESS: guide(
    [
      "같은 Idempotency-Key의 요청이나 같은 것을 바꾸는 요청을 아직 처리하고 있어요.",
      "잠시 뒤에 같은 키와 같은 내용으로 다시 보내세요.",
    ],
    [
      "A request with the same Idempotency-Key, or one that changes the same thing, is still being handled.",
      "Send the same request with the same key again after a moment.",
    ],
  ),
  TOO_MANY_REQUESTS: guide(
    ["짧은 시간에 너무 많이 시도했어요.", "Retry-After 헤더의 초만큼 기다린 뒤에 다시 보내세요."],
    ["There were too many attempts in a short time.", "Wait for the seconds in Retry-After, then try again."],
  ),
  INTERNAL: guide(
    [
      "서버에 결함이 있어요. 요청이 처리되었는지는 알 수 없어요.",
      "requestId와 함께 알려 주세요. 주문과 결제는 같은 Idempotency-Key로 다시 보내도 안전해요.",
    ],
    [
      "The server has a defect. Whether the request was carried out is not known.",
      "Report it with the requestId. Orders and payments are safe to repeat with the same Idempotency-Key.",
    ],
  ),
  PEER_UNAVAILABLE: guide(
    ["쇼핑몰의 한 부분이 지금 답하지 않아요.", "Retry-After 헤더의 초만큼 기다린 뒤에 다시 보내세요."],
    [
      "A part of the shop does not answer at the moment.",
      "Wait for the seconds in Retry-After, then try again.",
    ],
  ),
  DATABASE_UNAVAILABLE: guide(
    [
      "데이터베이스에 지금 연결할 수 없거나 요청이 서로 부딪쳤어요.",
      "Retry-After 헤더의 초만큼 기다린 뒤에 다시 보내세요.",
    ],
    [
      "The database cannot be reached at the moment, or requests were in conflict.",
      "Wait for the seconds in Retry-After, then try again.",
    ],
  ),
  OVERLOADED: guide(
    [
      "한꺼번에 처리할 수 있는 것보다 많은 요청이 몰려서 이 요청은 시작하지 않았어요. 읽기와 결제는 그대로 돼요.",
      "아무것도 바뀌지 않았어요. Retry-After 헤더의 초만큼 기다린 뒤에 같은 요청을 다시 보내세요.",
    ],
    [
      "More changes arrived than fit at a time, so this one was not begun. Reads and payments go on.",
      "Nothing was changed. Wait for the seconds in Retry-After, then send the same request again.",
    ],
  ),
  STORAGE_FULL: guide(
    [
      "데이터베이스의 디스크에 자리가 거의 없어서 지금은 바꾸는 요청을 받지 않아요. 읽기는 그대로 돼요.",
      "아무것도 저장되지 않았어요. 운영자가 자리를 만들면 저절로 다시 열려요. 나중에 같은 요청을 다시 보내세요.",
    ],
    [
      "The disk of the database is nearly full, so changes are refused for now. Reads go on.",
      "Nothing was stored. Changes are taken again once there is room. Send the same request later.",
    ],
  ),
};

const access: Readonly<Record<string, Guide>> = {
  UNAUTHENTICATED: guide(
    [
      "토큰이나 API 키가 없거나, 만료되었거나, 올바르지 않아요.",
      "POST /api/v1/auth/refresh로 토큰을 새로 받으세요. 그래도 안 되면 다시 로그인하세요.",
    ],
    [
      "The access token or API key is missing, expired or not valid.",
      "Renew the token with POST /api/v1/auth/refresh. If that is refused too, sign in again.",
    ],
  ),
  INVALID_CREDENTIALS: guide(
    [
      "이메일과 비밀번호, 코드 또는 패스키가 맞지 않아요. 무엇이 틀렸는지는 알려 주지 않아요.",
      "다시 입력하게 하세요. 여러 번 틀리면 잠시 막혀요.",
    ],
    [
      "The e-mail and password, the code or the passkey is wrong. The answer does not say which.",
      "Ask the person again. After several failures further attempts are refused for a while.",
    ],
  ),
  SECOND_FACTOR_REQUIRED: guide(
    [
      "비밀번호는 맞지만 이 계정은 2단계 인증을 써요.",
      "challenge와 코드를 POST /api/v1/auth/login/second-factor로 보내세요. methods에 passkey만 있으면 패스키로 로그인하세요.",
    ],
    [
      "The password is right, but the account has a second factor.",
      "Send the `challenge` and a code to POST /api/v1/auth/login/second-factor. " +
        "If `methods` has only passkey, sign in with it.",
    ],
  ),
  SECOND_FACTOR_DUE: guide(
    [
      "이 쇼핑몰의 직원은 2단계 인증이 필요한데, 아직 설정하지 않았어요.",
      "패스키나 인증 앱을 설정한 뒤에 다시 보내세요.",
    ],
    [
      "Staff of this shop need a second factor, and this account has none yet.",
      "Set up a passkey or an authenticator app, then send the request again.",
    ],
  ),
  CHALLENGE_EXPIRED: guide(
    [
      "로그인이나 등록을 시작한 지 5분이 지났거나, 이미 썼거나, 여러 번 틀렸어요.",
      "처음부터 다시 시작하세요.",
    ],
    [
      "The challenge is older than five minutes, was used, or had too many wrong codes.",
      "Start again from the first step.",
    ],
  ),
  FORBIDDEN: guide(
    [
      "누구인지는 알지만 이 작업을 할 권한이 없어요. API 키는 회원 본인의 주소를 쓸 수 없어요.",
      "이 작업의 권한이 있는 계정이나 키를 쓰세요. 권한은 /api/docs에 적혀 있어요.",
    ],
    [
      "The caller is known but lacks the permission. An API key cannot use addresses of a member's own data.",
      "Use an account or key with the permission that /api/docs names for the operation.",
    ],
  ),
  STEP_UP_REQUIRED: guide(
    [
      "중요한 작업인데 로그인한 지 10분이 지났어요.",
      "POST /api/v1/auth/step-up으로 본인을 확인한 뒤에 다시 보내세요.",
    ],
    [
      "The operation needs a sign-in of the last ten minutes.",
      "Confirm with POST /api/v1/auth/step-up, then send the request again.",
    ],
  ),
  LINK_EXPIRED: guide(
    ["메일로 보낸 링크가 만료되었거나, 이미 썼거나, 올바르지 않아요.", "새 링크를 요청하세요."],
    ["The mailed link is over, was used already, or is not valid.", "Request a new link."],
  ),
};

export const problemGuide: Readonly<Record<string, Guide>> = {
  ...request,
  ...access,
  ...shopping,
  ...account,
  ...backOffice,
  ...fulfilment,
  ...prices,
  ...coupons,
  ...recommendations,
  ...webhooks,
};
