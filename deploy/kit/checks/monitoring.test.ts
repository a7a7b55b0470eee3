/** Each test breaks a copy of deploy/monitoring in one way, and sees the check name it. */
import { expect } from "vitest";
import { findingsIn, testWith } from "../testing/check-test.ts";
import { brokenTree, type TestTree } from "../testing/trees.ts";
import { monitoringAlertmanager } from "./monitoring-alertmanager.ts";
import { monitoringQueries } from "./monitoring-queries.ts";
import { monitoringRules } from "./monitoring-rules.ts";

const SHOP = "deploy/monitoring/rules/shop.yaml";
const TESTS = "deploy/monitoring/tests/shop.test.yaml";
const API = "deploy/monitoring/dashboards/api.json";
const CONFIG = "deploy/monitoring/alertmanager/alertmanager.yaml";

interface Broken {
  readonly how: string;
  readonly edit: (tree: TestTree) => void;
  readonly named: RegExp;
}

const brokenQueries: readonly Broken[] = [
  {
    how: "an alert on a metric that nothing exports",
    edit: (tree) => tree.replace(SHOP, 'max(shop_refunds_open{state="failed"})', "max(shop_refunds_stuck)"),
    named: /RefundRefused.*the metric shop_refunds_stuck is exported by nothing/,
  },
  {
    how: "a dashboard on a metric that nothing exports",
    edit: (tree) => tree.replace(API, "page_requests_total", "page_request_total"),
    named: /api\.json.*the metric page_request_total is exported by nothing/,
  },
  {
    how: "a label that the metric does not have",
    edit: (tree) => tree.replace(SHOP, '{state="failed"}', '{status="failed"}'),
    named: /shop_refunds_open has no label status/,
  },
  {
    how: "a value that the label never has",
    edit: (tree) => tree.replace(SHOP, '{state="failed"}', '{state="broken"}'),
    named: /shop_refunds_open has no state="broken"/,
  },
  {
    how: "a histogram that is read as if it were a counter",
    edit: (tree) => tree.replace(API, "page_render_duration_seconds_bucket", "page_render_duration_seconds"),
    named: /page_render_duration_seconds is a histogram/,
  },
  {
    how: "PromQL with an unclosed bracket",
    edit: (tree) => tree.replace(API, "nodejs_heap_size_used_bytes{", "nodejs_heap_size_used_bytes{{"),
    named: /api\.json.*not understood at/,
  },
  {
    how: "LogQL with a parser that Loki does not have",
    edit: (tree) => tree.replace("deploy/monitoring/dashboards/logs.json", "| json |", "| jsonn |"),
    named: /logs\.json.*not understood at/,
  },
  {
    how: "an id as a label of log streams",
    edit: (tree) =>
      tree.replace("deploy/monitoring/dashboards/logs.json", 'app=~\\"$app\\"', 'reqId=~\\"$app\\"'),
    named: /reqId is no label of a stream/,
  },
];

for (const { how, edit, named } of brokenQueries) {
  testWith({ parts: ["deploy/monitoring"] }, `monitoring-queries names ${how}`, async () => {
    using tree = brokenTree(edit);
    expect((await findingsIn(monitoringQueries, tree.root)).join("\n")).toMatch(named);
  });
}

const brokenRules: readonly Broken[] = [
  {
    how: "an alert without a runbook",
    edit: (tree) => tree.remove("docs/runbooks/StockDrift.md"),
    named: /StockDrift.*there is no docs\/runbooks\/StockDrift\.md/,
  },
  {
    how: "a runbook that does not say what to do",
    edit: (tree) => tree.replace("docs/runbooks/ApiDown.md", "## What to do", "## More"),
    named: /ApiDown\.md.*it has no "## What to do"/,
  },
  {
    how: "a severity that no route knows",
    edit: (tree) => tree.replace(SHOP, "severity: page", "severity: urgent"),
    named: /StockDrift.*its severity is "urgent"/,
  },
  {
    how: "an alert that is not explained in Korean",
    edit: (tree) => tree.replace(SHOP, "재고가 맞지 않아요", "Stock does not add up"),
    named: /StockDrift.*its summary_ko is not Korean/,
  },
  {
    how: "an alert whose test does not see it fire",
    edit: (tree) =>
      tree.replace(
        TESTS,
        /alertname: MailsFailing\n {8}exp_alerts:\n/,
        "alertname: Other\n        exp_alerts:\n",
      ),
    named: /MailsFailing.*no test sees it fire/,
  },
  {
    how: "a threshold that its test does not hold for",
    edit: (tree) =>
      tree.replace(
        SHOP,
        "shop_payments_unknown_oldest_seconds) > 900",
        "shop_payments_unknown_oldest_seconds) > 9000",
      ),
    named: /shop\.test\.yaml[\s\S]*PaymentUnknown/,
  },
  {
    how: "PromQL that Prometheus does not accept",
    edit: (tree) =>
      tree.replace(
        SHOP,
        "max by (provider) (shop_payments_unknown",
        "maxx by (provider) (shop_payments_unknown",
      ),
    named: /could not parse expression/,
  },
];

for (const { how, edit, named } of brokenRules) {
  const needs = { parts: ["deploy/monitoring"], tools: ["promtool"] as const };
  testWith(needs, `monitoring-rules names ${how}`, async () => {
    using tree = brokenTree((copy) => {
      // What breaks here is rules/shop.yaml or its tests. The tests of the other rules take 23 s of a core.
      for (const file of ["slo", "cluster", "backup", "platform", "meta"])
        copy.remove(`deploy/monitoring/tests/${file}.test.yaml`);
      edit(copy);
    });
    expect((await findingsIn(monitoringRules, tree.root)).join("\n")).toMatch(named);
  });
}

const brokenRoutes: readonly Broken[] = [
  {
    how: "pages that go to the mail alone",
    edit: (tree) => tree.replace(CONFIG, 'severity=~"page|critical"', 'severity="critical"'),
    named: /StockDrift.*it goes to mail, and not to page/,
  },
  {
    how: "a route to a receiver that there is not",
    edit: (tree) => tree.replace(CONFIG, "receiver: ticket", "receiver: pager"),
    named: /amtool refuses it[\s\S]*pager/,
  },
  {
    how: "a dead-man's switch that hears nothing",
    edit: (tree) => tree.replace(CONFIG, 'alertname="Watchdog"', 'alertname="Watchdogs"'),
    named: /Watchdog.*it goes to nobody, and not to dead-mans-switch/,
  },
];

for (const { how, edit, named } of brokenRoutes) {
  const needs = { parts: ["deploy/monitoring"], tools: ["amtool"] as const };
  testWith(needs, `monitoring-alertmanager names ${how}`, async () => {
    using tree = brokenTree(edit);
    expect((await findingsIn(monitoringAlertmanager, tree.root)).join("\n")).toMatch(named);
  });
}
