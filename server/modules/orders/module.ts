import type { Idempotency } from "../../platform/http/idempotency.ts";
import type { Module } from "../../platform/module.ts";
import type { Currency } from "../../platform/money.ts";
import { audit } from "./audit.ts";
import { consumers } from "./consumers.ts";
import { orders as contract } from "./contract.ts";
import { routes } from "./routes.ts";
import { expireOrders } from "./service/give-up.ts";
import type { Orders } from "./service/orders.ts";

export function ordersModule(orders: Orders, idempotency: Idempotency, currency: Currency): Module<typeof contract> {
  return {
    contract,
    port: {},
    consumers: consumers(orders),
    jobs: [
      { name: "orders.expire", everyMs: 10_000, run: () => expireOrders(orders) },
      { name: "orders.forgetKeys", everyMs: 3_600_000, run: () => idempotency.sweep() },
    ],
    routes: (app) => routes(app, orders, idempotency, currency),
    audit: () => audit(orders),
  };
}
