import type { Module } from "../../platform/module.ts";
import type { ImportsContext } from "./context.ts";
import { imports as contract } from "./contract.ts";
import { routes } from "./routes.ts";
import { forgetOldImports, isImportDue, runImports } from "./service/run-imports.ts";

export function importsModule(imports: ImportsContext): Module<typeof contract> {
  return {
    contract,
    port: {},
    consumers: {},
    jobs: [
      {
        name: "imports.run",
        everyMs: 1_000,
        isDue: () => isImportDue(imports),
        run: () => runImports(imports),
      },
      { name: "imports.forget", everyMs: 3_600_000, run: () => forgetOldImports(imports) },
    ],
    routes: (app) => routes(app, imports),
    audit: async () => [],
  };
}
