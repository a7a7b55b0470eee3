/** `node run.ts IMAGE_OF_POSTGRES`: what stands in for controllers that cannot be had, in one process. */
import { setTimeout as wait } from "node:timers/promises";
import { openApi } from "../api.ts";
import { markReady } from "./charts.ts";
import { tendDatabases } from "./database.ts";
import { tendGateway } from "./gateway.ts";

const ROUND_MS = 500;
const [image = ""] = process.argv.slice(2);
const api = await openApi();
const duties: Readonly<Record<string, () => Promise<void>>> = {
  charts: () => markReady(api),
  database: () => tendDatabases(api, image),
  gateway: () => tendGateway(api),
};

const said = new Map<string, string>();
for (;;) {
  for (const [name, duty] of Object.entries(duties)) {
    // A controller tries again for ever. The log has each new fault once.
    const fault = await duty().then(
      () => "",
      (error: unknown) => String(error),
    );
    if (fault !== "" && said.get(name) !== fault)
      console.log(`${new Date().toISOString()} ${name}: ${fault}`);
    said.set(name, fault);
  }
  await wait(ROUND_MS);
}
