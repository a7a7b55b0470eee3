import { Type } from "typebox";
import { call, contract } from "../../platform/contract/contract.ts";
import { Closed, Nothing, Timestamp } from "../../platform/schema.ts";

/** No module asks this one: it listens to orders, and asks others for what staff read. */
export const reports = contract(
  "reports",
  {
    /** The worker that watches stores what an audit found. An older result than the stored one is dropped. */
    noteAudit: call({
      input: Closed({
        module: Type.String(),
        violations: Type.Array(Type.String()),
        completedAt: Timestamp,
      }),
      output: Nothing,
      retry: "safe",
    }),
  },
  { routes: ["/api/v1/admin/today", "/api/v1/admin/reports"] },
);
