/**
 * When a message may advertise: Act on Promotion of Information and Communications Network Utilization,
 * article 50. A message about an order never waits for it: at night, or for a buyer who did not agree, it
 * goes without the lines that advertise. Pure.
 */

const HOUR_MS = 3_600_000;
/** Korea has no summer time. */
const KOREA_MS = 9 * HOUR_MS;

/** From 21 to 8 o'clock in Korea another consent would be needed, which the shop does not ask for. */
export function isNight(now: Date): boolean {
  const hour = new Date(now.getTime() + KOREA_MS).getUTCHours();
  return hour >= 21 || hour < 8;
}

/** The mark stands at the beginning, the free way out at the end, in any language. */
export const advertisement = (text: string, optOutNumber: string): string =>
  `(광고)${text}\n무료수신거부 ${optOutNumber}`;
