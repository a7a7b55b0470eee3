import { dashboardOf, figure, lines } from "./panels.ts";

const ANSWERS = "recommendations_answers_total";
const SECONDS = "recommendations_answer_seconds_bucket";
const quantile = (share: number): string =>
  `histogram_quantile(${share}, sum by (le) (rate(${SECONDS}[$__rate_interval])))`;

export const recommendations = dashboardOf("recommendations", "장터: 추천 (Recommendations)", [
  {
    title: "지금 (Now)",
    panels: [
      figure("모델 나이 (Age)", "s", "max(recommendations_model_age_seconds)", 172_800),
      figure("최근 활동까지 (Lag)", "s", "max(recommendations_feature_lag_seconds)", 129_600),
      figure("모델 없는 목록 (Fallback)", "percentunit", "recommendations:fallback_ratio:15m", 0.5),
      figure("모르는 상품 (Unknown)", "percentunit", "max(recommendations_unknown_item_ratio)", 0.1),
      figure("가장 큰 변화 (Drift)", "short", "max(recommendations_drift_psi)", 0.2),
      figure("감사 위반 (Audit)", "short", 'max(shop_audit_findings{module="recommendations"})', 1),
    ],
  },
  {
    title: "목록 (Lists)",
    panels: [
      lines("단계별 목록, 분당 (By level)", "short", [
        `sum by (level) (rate(${ANSWERS}[$__rate_interval])) * 60`,
        "{{level}}",
      ]),
      lines("자리별 목록, 분당 (By placement)", "short", [
        `sum by (placement) (rate(${ANSWERS}[$__rate_interval])) * 60`,
        "{{placement}}",
      ]),
      lines("걸린 시간 (Time)", "s", [quantile(0.5), "p50"], [quantile(0.9), "p90"], [quantile(0.99), "p99"]),
    ],
  },
  {
    title: "변화 (Drift)",
    panels: [
      lines("모집단 안정성 지수 (PSI)", "short", [
        "max by (feature) (recommendations_drift_psi)",
        "{{feature}}",
      ]),
      lines("활동, 분당 (Events)", "short", [
        "sum by (type) (rate(recommendations_events_total[$__rate_interval])) * 60",
        "{{type}}",
      ]),
      lines("기록 없이 만든 목록, 분당 (Late)", "short", [
        "sum(rate(recommendations_late_histories_total[$__rate_interval])) * 60",
        "late",
      ]),
    ],
  },
]);
