import { moduleNames } from "../module-names.ts";
import { declareMetric } from "../platform/metric.ts";

const SCOPES = ["platform", ...moduleNames];

export const watcherLeads = declareMetric({
  type: "gauge",
  name: "shop_watcher_leads",
  help: "1 in the worker that reads the figures of the database and runs the audit",
  labels: {},
  from: "worker",
});
export const auditFindings = declareMetric({
  type: "gauge",
  name: "shop_audit_findings",
  help: "Violations of invariants that the last audit found, as `npm run audit` lists them; 100 at most",
  labels: { module: SCOPES },
  from: "watcher",
});
export const auditCompleted = declareMetric({
  type: "gauge",
  name: "shop_audit_completed_timestamp_seconds",
  help: "When the last audit of a module was completed, as Unix time",
  labels: { module: SCOPES },
  from: "watcher",
});
export const auditDuration = declareMetric({
  type: "gauge",
  name: "shop_audit_duration_seconds",
  help: "Time that the last audit of a module took",
  labels: { module: SCOPES },
  from: "watcher",
});
