import { contract } from "../../platform/contract/contract.ts";

/** No other module calls it: it calls catalog, inventory and orders. */
export const imports = contract(
  "imports",
  {},
  {
    routes: [
      "/api/v1/admin/imports",
      "/api/v1/admin/exports/products.csv",
      "/api/v1/admin/exports/products.xlsx",
      "/api/v1/admin/exports/prices.csv",
      "/api/v1/admin/exports/prices.xlsx",
      "/api/v1/admin/exports/stock.csv",
      "/api/v1/admin/exports/stock.xlsx",
    ],
  },
);

export type ImportsError = "STALE_TOKEN" | "IMPORT_COMMITTED";
