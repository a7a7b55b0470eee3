import type { Language } from "../language.ts";
import type { Method } from "./payments.ts";

interface WindowTexts {
  readonly title: string;
  readonly banner: string;
  readonly amount: string;
  readonly orderName: string;
  readonly orderId: string;
  readonly customer: string;
  readonly method: string;
  readonly methods: Readonly<Record<Method, readonly [name: string, hint: string]>>;
  readonly approve: string;
  readonly decline: string;
  readonly cancel: string;
  readonly scenario: string;
  readonly scenarioHint: string;
  readonly scenarioGroups: Readonly<Record<"refusal" | "network" | "answer" | "webhook", string>>;
  readonly note: string;
  readonly failed: string;
  readonly failedHint: string;
  readonly receipt: string;
  readonly status: string;
  readonly approvedAt: string;
  readonly canceledAmount: string;
  readonly bank: string;
  readonly account: string;
  readonly deposit: string;
}

export const windowTexts: Readonly<Record<Language, WindowTexts>> = {
  ko: {
    title: "결제",
    banner: "샌드박스 – 실제로 결제되지 않아요",
    amount: "결제 금액",
    orderName: "주문 상품",
    orderId: "주문번호",
    customer: "주문자",
    method: "결제 방법",
    methods: {
      카드: ["카드", "신용·체크"],
      간편결제: ["간편결제", "페이 머니"],
      계좌이체: ["계좌이체", "은행 계좌"],
      가상계좌: ["가상계좌", "무통장 입금"],
    },
    approve: "결제 승인",
    decline: "결제 거절",
    cancel: "취소",
    scenario: "시험 상황",
    scenarioHint: "승인한 뒤 상점 서버가 결제를 확정할 때 한 번 일어날 일을 고르세요.",
    scenarioGroups: {
      refusal: "확정 거절",
      network: "응답을 알 수 없음",
      answer: "이상한 응답",
      webhook: "웹훅",
    },
    note: "카드 번호나 비밀번호를 받지 않아요. 버튼을 누르면 상점으로 돌아가요.",
    failed: "결제창을 열 수 없어요",
    failedHint: "상점으로 돌아가 다시 시도해주세요.",
    receipt: "결제 영수증",
    status: "상태",
    approvedAt: "승인 시각",
    canceledAmount: "취소 금액",
    bank: "모의 은행",
    account: "입금 계좌",
    deposit: "입금하기",
  },
  en: {
    title: "Payment",
    banner: "Sandbox – no real payment is made",
    amount: "Amount to pay",
    orderName: "Order",
    orderId: "Order id",
    customer: "Customer",
    method: "Pay with",
    methods: {
      카드: ["Card", "Credit, debit"],
      간편결제: ["Easy pay", "Wallet"],
      계좌이체: ["Bank transfer", "From account"],
      가상계좌: ["Virtual account", "Pay by deposit"],
    },
    approve: "Approve",
    decline: "Decline",
    cancel: "Cancel",
    scenario: "Test conditions",
    scenarioHint: "Choose what happens, once, when the shop’s server confirms the approved payment.",
    scenarioGroups: {
      refusal: "Refused",
      network: "Outcome unknown",
      answer: "Odd answers",
      webhook: "Webhooks",
    },
    note: "No card number or password is asked for. Each button takes you back to the shop.",
    failed: "The payment window cannot be opened",
    failedHint: "Go back to the shop and try again.",
    receipt: "Payment receipt",
    status: "Status",
    approvedAt: "Approved at",
    canceledAmount: "Cancelled",
    bank: "Sandbox bank",
    account: "Account",
    deposit: "Transfer the money",
  },
};

/** The faults that the window offers, grouped. Each is a mode with its explanation in both languages. */
export interface Scenario {
  readonly mode: string;
  readonly group: "refusal" | "network" | "answer" | "webhook" | null;
  readonly ko: string;
  readonly en: string;
  /** Offered for this method only. */
  readonly only?: Method;
}

export const scenarios: readonly Scenario[] = [
  { mode: "ok", group: null, ko: "정상 승인", en: "Everything works" },
  {
    mode: "decline:REJECT_CARD_PAYMENT",
    group: "refusal",
    ko: "한도 초과·잔액 부족",
    en: "Over the limit or no balance",
  },
  { mode: "decline:INVALID_STOPPED_CARD", group: "refusal", ko: "정지된 카드", en: "Blocked card" },
  { mode: "decline:FDS_ERROR", group: "refusal", ko: "위험 거래로 차단", en: "Stopped by fraud detection" },
  {
    mode: "500-before-effect",
    group: "network",
    ko: "승인 전에 서버 오류",
    en: "Server error, nothing captured",
  },
  {
    mode: "500-after-effect",
    group: "network",
    ko: "승인 후에 서버 오류",
    en: "Server error after the capture",
  },
  {
    mode: "hang-then-effect",
    group: "network",
    ko: "오래 멈췄다가 승인",
    en: "Hangs for long, then captures",
  },
  {
    mode: "reset-before-effect",
    group: "network",
    ko: "승인 전에 연결 끊김",
    en: "Connection lost, nothing captured",
  },
  {
    mode: "reset-after-effect",
    group: "network",
    ko: "승인 후에 연결 끊김",
    en: "Connection lost after the capture",
  },
  { mode: "429", group: "network", ko: "요청이 너무 많음", en: "Too many requests" },
  { mode: "slow:3000", group: "answer", ko: "응답이 3초 늦음", en: "Answer is 3 s late" },
  { mode: "garbage", group: "answer", ko: "읽을 수 없는 응답", en: "Unreadable answer" },
  { mode: "wrong-amount", group: "answer", ko: "응답의 금액이 다름", en: "Answer shows another amount" },
  { mode: "wrong-capture", group: "answer", ko: "다른 금액으로 승인", en: "Another amount is captured" },
  {
    mode: "webhook-before-response",
    group: "webhook",
    ko: "응답보다 먼저 도착",
    en: "Arrives before the answer",
  },
  { mode: "webhook-duplicate:3", group: "webhook", ko: "같은 웹훅 세 번", en: "Arrives three times" },
  {
    mode: "webhook-out-of-order",
    group: "webhook",
    ko: "다음 웹훅보다 늦게 도착",
    en: "Arrives after the next one",
  },
  {
    mode: "deposit-reversed",
    group: "webhook",
    ko: "입금 후 되돌려짐",
    en: "Deposit is taken back",
    only: "가상계좌",
  },
];
