import type { Currency } from "./api/types.ts";

/**
 * The only reader of the environment. It reads at request time, so that one build runs anywhere.
 * API_URL: where this server reaches the API (loopback).
 * PUBLIC_URL: the address that shoppers type, for canonical links.
 */
export const apiUrl = (): string => process.env.API_URL ?? "http://127.0.0.1:3000";

/** The server's setting, with the same default. */
export const shopCurrency = (): Currency => (process.env.CURRENCY ?? "KRW") as Currency;

export const publicUrl = (): URL => new URL(process.env.PUBLIC_URL ?? "http://localhost:3000");

/** Between SIGTERM and the close; see drain.ts. */
export const shutdownDelayMs = (): number => Number(process.env.SHUTDOWN_DELAY_MS ?? 0);

/** The tools of `next dev` need more rights than the pages of a shop. */
export const isDevelopment = (): boolean => process.env.NODE_ENV === "development";
