import { contract } from "../../platform/contract/contract.ts";

/** No other module asks this one: it listens to their events. */
export const notifications = contract("notifications", {}, { routes: [] });
