/** What waits for staff, with the room of each figure. Pure. */
import type { Today } from "../api/types.ts";

const places = {
  toPrepare: { path: "/admin/orders?status=paid", permission: "order:read" },
  toShip: { path: "/admin/orders?status=preparing", permission: "order:read" },
  late: { path: "/admin/orders?status=paid", permission: "order:read" },
  onHold: { path: "/admin/orders?status=on_hold", permission: "order:read" },
  depositsLost: { path: "/admin/orders?status=deposit_lost", permission: "order:read" },
  failedPayments: { path: "/admin/orders?status=pending_payment", permission: "order:read" },
  openRefunds: { path: "/admin/orders?status=canceled", permission: "order:read" },
  lowStock: { path: "/admin/stock?low=true", permission: "stock:read" },
  questions: { path: "/admin/reviews?tab=questions&answered=false", permission: "review:read" },
  undelivered: { path: "/admin/orders?status=shipped", permission: "order:read" },
  failedWebhooks: { path: "/admin/webhooks", permission: "webhook:read" },
  failedMessages: { path: "/admin/mails", permission: "shop:write" },
  failedEvents: { path: null, permission: null },
} as const satisfies Record<
  keyof Today["waiting"],
  { path: string; permission: string } | { path: null; permission: null }
>;

type FigureName = keyof typeof places;
export type Figure = { name: FigureName; count: number | null; path: string | null };

/** A figure leads to its room, if the member may enter it. */
export const figuresOf = ({ waiting }: Today, permissions: readonly string[]): Figure[] =>
  (Object.keys(places) as FigureName[]).map((name) => {
    const { path, permission } = places[name];
    const mayEnter = permission !== null && permissions.includes(permission);
    return { name, count: waiting[name], path: mayEnter ? path : null };
  });
