/**
 * The modules of the shop: the folders of server/modules. Code that needs their names alone loads no module.
 */
export const moduleNames = [
  "members",
  "catalog",
  "inventory",
  "promotions",
  "cart",
  "payments",
  "orders",
  "reviews",
  "settings",
  "imports",
  "restock",
  "notifications",
  "reports",
  "recommendations",
] as const;
export type ModuleName = (typeof moduleNames)[number];
