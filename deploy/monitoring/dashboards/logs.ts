import { QueryVariableBuilder, TextBoxVariableBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { addParts, LOKI, logCounts, logLines, startDashboard } from "./panels.ts";

const ERRORS = '{namespace="shop",app=~"$app",level=~"error|fatal"}';
const OURS = '{namespace="shop",app=~"$app"}';

function build() {
  const dashboard = startDashboard("logs", "장터: 로그 (Logs)")
    .withVariable(
      new QueryVariableBuilder("app")
        .label("앱 (App)")
        .datasource(LOKI)
        .query({ label: "app", stream: '{namespace="shop"}', type: 1, refId: "app" })
        .multi(true)
        .includeAll(true)
        .allValue(".+"),
    )
    .withVariable(new TextBoxVariableBuilder("request").label("요청 ID (Request id)").defaultValue(""))
    .withVariable(new TextBoxVariableBuilder("text").label("찾을 말 (Text)").defaultValue(""));
  addParts(dashboard, [
    {
      title: "수 (Counts)",
      panels: [
        logCounts("레벨별 줄 (Lines by level)", [`sum by (level) (rate(${OURS} [$__auto]))`, "{{level}}"]),
        logCounts("오류 (Errors)", [`sum by (app) (rate(${ERRORS} [$__auto]))`, "{{app}}"]),
      ],
    },
    {
      title: "줄 (Lines)",
      panels: [
        logLines("오류 (Errors)", `${ERRORS} | json | line_format "{{.msg}} {{.err_message}}"`),
        logLines("요청 하나 (One request)", `${OURS} | request_id=~".*$request.*" |= "$text"`),
        logLines("PostgreSQL", '{namespace="shop-data"} |= "$text"'),
        logLines("NGINX 5xx", '{namespace="ingress",app="nginx-ingress"} | json | status >= 500'),
      ],
    },
  ]);
  return dashboard.build();
}

export const logs = build();
