import type { Module } from "../../platform/module.ts";
import { nothing } from "../../platform/schema.ts";
import { audit } from "./audit.ts";
import { consumers } from "./consumers.ts";
import type { ReportsContext } from "./context.ts";
import { reports as contract } from "./contract.ts";
import { routes } from "./routes.ts";
import { noteAudit } from "./service/note-audit.ts";
import { refreshDays } from "./service/refresh-days.ts";

export function reportsModule(reports: ReportsContext): Module<typeof contract> {
  return {
    contract,
    port: {
      async noteAudit(found) {
        await noteAudit(reports, found);
        return nothing;
      },
    },
    consumers: consumers(reports),
    jobs: [{ name: "reports.refresh", everyMs: 10_000, run: () => refreshDays(reports) }],
    routes: (app) => routes(app, reports),
    audit: () => audit(reports),
  };
}
