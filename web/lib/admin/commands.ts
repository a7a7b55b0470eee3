/** What the command palette offers: the rooms and what can be started in them, by permission. Pure. */

const actions = [
  { name: "newProduct", path: "/admin/products/new", permission: "product:write" },
  { name: "phoneOrder", path: "/admin/orders/new", permission: "order:create" },
  { name: "lowStock", path: "/admin/stock?low=true", permission: "stock:read" },
  { name: "stockCount", path: "/admin/stock-take", permission: "stock:adjust" },
  { name: "locations", path: "/admin/locations", permission: "stock:read" },
  { name: "security", path: "/account/security" },
  { name: "shop", path: "/" },
] as const;

export const actionsOf = (permissions: readonly string[]) =>
  actions.filter((action) => !("permission" in action) || permissions.includes(action.permission));

/** After "g": the letter of each room. A room without one is opened from the palette. */
export const letters: Readonly<Partial<Record<string, string>>> = {
  h: "/admin",
  o: "/admin/orders",
  x: "/admin/claims",
  y: "/admin/payments",
  p: "/admin/products",
  c: "/admin/categories",
  b: "/admin/attributes",
  l: "/admin/price-lists",
  k: "/admin/coupons",
  d: "/admin/brands",
  w: "/admin/search",
  s: "/admin/stock",
  i: "/admin/imports",
  u: "/admin/members",
  m: "/admin/member-groups",
  r: "/admin/reviews",
  a: "/admin/audit",
  t: "/admin/settings",
  e: "/admin/webhooks",
  v: "/admin/reports",
  j: "/admin/delivery",
  z: "/admin/promotions",
  n: "/admin/mails",
  f: "/admin/recommendations",
  q: "/admin/staff",
};

const plain = (text: string): string => text.normalize("NFC").toLowerCase().replaceAll(/\s+/g, "");

/** The commands whose words have all that was typed. */
export const matching = <Command extends { words: string }>(commands: readonly Command[], typed: string) =>
  commands.filter(({ words }) => plain(words).includes(plain(typed)));
