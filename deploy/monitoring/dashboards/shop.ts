import { dashboardOf, figure, lines } from "./panels.ts";

const REQUESTS = "http_request_duration_seconds_count";
const step = (method: string, route: string, status = "2.."): string =>
  `sum(rate(${REQUESTS}{method="${method}",route="${route}",status=~"${status}"}[$__rate_interval])) * 60`;
const PROVIDER = "shop_payment_provider_request_duration_seconds";

export const shop = dashboardOf("shop", "장터: 가게 (Shop)", [
  {
    title: "지금 (Now)",
    panels: [
      figure(
        "오늘 매출 (Revenue of 24 h)",
        "currencyKRW",
        'sum(increase(shop_revenue_minor_units_total{currency="KRW"}[24h]))',
      ),
      figure(
        "결제된 주문 24시간 (Paid, 24 h)",
        "short",
        'sum(increase(shop_orders_total{status="paid"}[24h]))',
      ),
      figure("준비할 주문 (To prepare)", "short", 'max(shop_orders_waiting{status="paid"})'),
      figure(
        "가장 오래된 주문 (Oldest)",
        "s",
        'max(shop_orders_waiting_oldest_seconds{status="paid"})',
        259_200,
      ),
      figure("결과를 모르는 결제 (Undecided)", "short", "sum(max by (provider) (shop_payments_unknown))", 1),
      figure("감사 위반 (Audit findings)", "short", "sum(max by (module) (shop_audit_findings))", 1),
    ],
  },
  {
    title: "주문 (Orders)",
    panels: [
      lines("상태별 주문, 분당 (Orders a minute)", "short", [
        "sum by (status) (rate(shop_orders_total[$__rate_interval])) * 60",
        "{{status}}",
      ]),
      lines("매출, 시간당 (Revenue an hour)", "short", [
        "sum by (currency) (rate(shop_revenue_minor_units_total[$__rate_interval])) * 3600",
        "{{currency}}",
      ]),
      lines("기다리는 주문 (Waiting)", "short", ["max by (status) (shop_orders_waiting)", "{{status}}"]),
      lines(
        "구매 단계, 분당 (Funnel, a minute)",
        "short",
        [step("GET", "/api/v1/products/:idOrSlug", "2..|3.."), "product"],
        [step("POST", "/api/v1/carts/:id/items"), "cart"],
        [step("POST", "/api/v1/orders"), "order"],
        [step("POST", "/api/v1/payments/confirm"), "payment"],
      ),
      lines("거절된 주문과 결제, 분당 (Refused)", "short", [
        `sum by (route, status) (rate(${REQUESTS}{method="POST",` +
          'route=~"/api/v1/orders|/api/v1/payments/confirm",' +
          'status=~"4.."}[$__rate_interval])) * 60',
        "{{status}} {{route}}",
      ]),
      lines("메일, 분당 (Mails)", "short", [
        "sum by (outcome) (rate(mails_total[$__rate_interval])) * 60",
        "{{outcome}}",
      ]),
    ],
  },
  {
    title: "결제 (Payments)",
    panels: [
      lines("결제 시도, 분당 (Attempts)", "short", [
        "sum by (provider, result) (rate(shop_payment_attempts_total[$__rate_interval])) * 60",
        "{{provider}} {{result}}",
      ]),
      lines("결제사 응답 시간 p95 (Provider)", "s", [
        `histogram_quantile(0.95, sum by (le, provider, request) (rate(${PROVIDER}_bucket` +
          "[$__rate_interval])))",
        "{{provider}} {{request}}",
      ]),
      lines("결제사가 답하지 않은 비율 (Unclear)", "percentunit", [
        `sum by (provider) (rate(${PROVIDER}_count{answer="unclear"}[$__rate_interval]))` +
          ` / sum by (provider) (rate(${PROVIDER}_count[$__rate_interval]))`,
        "{{provider}}",
      ]),
      lines("웹훅, 분당 (Webhooks)", "short", [
        "sum by (provider, result) (rate(shop_payment_webhooks_total[$__rate_interval])) * 60",
        "{{provider}} {{result}}",
      ]),
      lines("가장 오래된 미확정 결제 (Undecided for)", "s", [
        "max by (provider) (shop_payments_unknown_oldest_seconds)",
        "{{provider}}",
      ]),
      lines("끝나지 않은 환불 (Open refunds)", "short", ["max by (state) (shop_refunds_open)", "{{state}}"]),
    ],
  },
  {
    title: "반품·알림 (Claims and notifications)",
    panels: [
      lines("열린 반품·교환 (Open claims)", "short", ["max by (status) (shop_claims_open)", "{{status}}"]),
      lines("가장 오래된 반품·교환 (Oldest claim)", "s", [
        "max by (status) (shop_claims_open_oldest_seconds)",
        "{{status}}",
      ]),
      lines("결제사와 다른 결제 (Findings)", "short", [
        "max by (kind) (shop_payment_findings_open)",
        "{{kind}}",
      ]),
      lines("보내는 웹훅, 분당 (Outgoing webhooks)", "short", [
        "sum by (result) (rate(shop_webhook_attempts_total[$__rate_interval])) * 60",
        "{{result}}",
      ]),
      lines("기다리는 웹훅 (Webhooks waiting for)", "s", [
        "max by (tried) (shop_webhooks_waiting_oldest_seconds)",
        "tried: {{tried}}",
      ]),
      lines("문자·알림톡, 분당 (Messages)", "short", [
        "sum by (channel, outcome) (rate(shop_messages_total[$__rate_interval])) * 60",
        "{{channel}} {{outcome}}",
      ]),
      lines("기다리는 문자 (Messages waiting for)", "s", [
        "max by (state) (shop_messages_open_oldest_seconds)",
        "{{state}}",
      ]),
    ],
  },
]);
