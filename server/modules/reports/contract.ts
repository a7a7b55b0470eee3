import { contract } from "../../platform/contract/contract.ts";

/** No other module asks this one: it listens to orders, and asks others for what staff read. */
export const reports = contract("reports", {}, { routes: ["/api/v1/admin/today", "/api/v1/admin/reports"] });
