import { dashboardOf, figure, lines } from "./panels.ts";

const REQUESTS = "http_request_duration_seconds";
const CALLS = `sum by (route) (rate(${REQUESTS}_count{route=~"/api/.*"}[$__rate_interval]))`;

export const api = dashboardOf("api", "장터: API", [
  {
    title: "약속 (Objectives)",
    panels: ["CheckoutErrors", "CheckoutSlow", "StorefrontErrors", "EventsLate"].map((slo) =>
      figure(`${slo}, 6 h`, "percentunit", `max(slo:error_ratio:6h{slo="${slo}"})`, 0.01),
    ),
  },
  {
    title: "요청 (Requests)",
    panels: [
      lines("초당 요청 (Rate)", "reqps", [
        `sum by (status) (rate(${REQUESTS}_count[$__rate_interval]))`,
        "{{status}}",
      ]),
      lines("5xx 비율 (Errors)", "percentunit", [
        `(sum(rate(${REQUESTS}_count{status=~"5.."}[$__rate_interval])) or vector(0))` +
          ` / sum(rate(${REQUESTS}_count[$__rate_interval]))`,
        "5xx",
      ]),
      lines(
        "응답 시간 (Duration)",
        "s",
        ...[0.5, 0.95, 0.99].map(
          (quantile) =>
            [
              `histogram_quantile(${quantile}, sum by (le) (rate(${REQUESTS}_bucket[$__rate_interval])))`,
              `p${quantile * 100}`,
            ] as const,
        ),
      ),
      lines("경로별 초당 요청 (Busiest routes)", "reqps", [`topk(10, ${CALLS})`, "{{route}}"]),
      lines("경로별 p95 (Slowest routes)", "s", [
        `topk(10, histogram_quantile(0.95, sum by (le, route) (rate(${REQUESTS}_bucket{route=~"/api/.*"}` +
          "[$__rate_interval]))))",
        "{{route}}",
      ]),
      lines("경로별 5xx (Failing routes)", "reqps", [
        `sum by (method, route, status) (rate(${REQUESTS}_count{status=~"5.."}[$__rate_interval])) > 0`,
        "{{status}} {{method}} {{route}}",
      ]),
    ],
  },
  {
    title: "메모리의 페이지와 목록 (Memory)",
    panels: [
      lines("페이지 요청 (Pages)", "reqps", [
        "sum by (outcome) (rate(page_requests_total[$__rate_interval]))",
        "{{outcome}}",
      ]),
      lines("렌더링 p95 (Renders)", "s", [
        "histogram_quantile(0.95, sum by (le, outcome) (rate(page_render_duration_seconds_bucket" +
          "[$__rate_interval])))",
        "{{outcome}}",
      ]),
      lines("카탈로그 적중률 (Catalogue hits)", "percentunit", [
        'sum(rate(catalog_cache_reads_total{outcome="hit"}[$__rate_interval]))' +
          " / sum(rate(catalog_cache_reads_total[$__rate_interval]))",
        "hit",
      ]),
      lines(
        "메모리 사용 (Bytes)",
        "bytes",
        ["sum by (pod) (page_cache_bytes)", "pages {{pod}}"],
        ["sum by (pod) (page_cache_file_bytes)", "files {{pod}}"],
        ["sum by (pod) (catalog_cache_bytes)", "catalogue {{pod}}"],
      ),
    ],
  },
  {
    title: "프로세스 (Processes)",
    panels: [
      lines("이벤트 루프 지연 p99 (Event loop)", "s", [
        'nodejs_eventloop_lag_p99_seconds{job=~"api|worker"}',
        "{{pod}}",
      ]),
      lines("CPU", "short", [
        'rate(process_cpu_seconds_total{job=~"api|worker"}[$__rate_interval])',
        "{{pod}}",
      ]),
      lines("메모리 (RSS)", "bytes", ['process_resident_memory_bytes{job=~"api|worker"}', "{{pod}}"]),
      lines("힙 (Heap)", "bytes", ['nodejs_heap_size_used_bytes{job=~"api|worker"}', "{{pod}}"]),
      lines("모듈 사이 호출 (Peers)", "reqps", [
        "sum by (peer, outcome) (rate(peer_call_duration_seconds_count[$__rate_interval]))",
        "{{peer}} {{outcome}}",
      ]),
      lines("준비됨 (Ready)", "short", ["sum by (job) (process_ready)", "{{job}}"]),
      lines("가비지 컬렉션 (GC)", "percentunit", [
        'sum by (pod) (rate(nodejs_gc_duration_seconds_sum{job=~"api|worker"}[$__rate_interval]))',
        "{{pod}}",
      ]),
    ],
  },
]);
