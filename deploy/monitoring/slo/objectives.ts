/** What shoppers are promised, as shares of good events over 30 days. */

export interface Objective {
  /** CheckoutErrors: the alert is `CheckoutErrorsBudgetBurn`. */
  readonly name: string;
  /** The share of good events, 0.999. */
  readonly target: number;
  /** The share of bad events of a window, as PromQL. */
  errorRatio(window: string): string;
  /** Bad events of a window; an alert needs some, so that one failure of a quiet night wakes no one. */
  badEvents?(window: string): string;
  readonly summary: { readonly en: string; readonly ko: string };
}

const REQUESTS = "http_request_duration_seconds";
const CHECKOUT = 'method="POST",route=~"/api/v1/orders|/api/v1/payments/confirm"';
const BROWSING = 'method="GET"';

const count = (labels: string, window: string, change = "rate"): string =>
  `sum(${change}(${REQUESTS}_count{${labels}}[${window}]))`;

/** Without any failure the series of status 5xx is absent, which means none. */
const failed = (labels: string, window: string, change = "rate"): string =>
  `(${count(`${labels},status=~"5.."`, window, change)} or vector(0))`;

const slow = (window: string, change = "rate"): string =>
  `(${count(CHECKOUT, window, change)}` +
  ` - sum(${change}(${REQUESTS}_bucket{${CHECKOUT},le="0.8"}[${window}])))`;

export const objectives: readonly Objective[] = [
  {
    name: "CheckoutErrors",
    target: 0.999,
    errorRatio: (window) => `${failed(CHECKOUT, window)} / (${count(CHECKOUT, window)} > 0)`,
    badEvents: (window) => failed(CHECKOUT, window, "increase"),
    summary: { en: "Orders and payments fail", ko: "주문과 결제가 실패해요" },
  },
  {
    name: "CheckoutSlow",
    target: 0.95,
    errorRatio: (window) => `${slow(window)} / (${count(CHECKOUT, window)} > 0)`,
    badEvents: (window) => slow(window, "increase"),
    summary: { en: "Orders and payments take longer than 0.8 s", ko: "주문과 결제가 0.8초보다 오래 걸려요" },
  },
  {
    name: "StorefrontErrors",
    target: 0.995,
    errorRatio: (window) => `${failed(BROWSING, window)} / (${count(BROWSING, window)} > 0)`,
    badEvents: (window) => failed(BROWSING, window, "increase"),
    summary: { en: "Pages and lists fail", ko: "페이지와 목록이 실패해요" },
  },
  {
    name: "EventsLate",
    target: 0.995,
    errorRatio: (window) => `avg_over_time(shop:events_late:bool[${window}])`,
    summary: {
      en: "Events are handled later than 60 s",
      ko: "이벤트가 60초보다 늦게 처리돼요",
    },
  },
];
