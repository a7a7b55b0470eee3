/**
 * The rooms of the back office as its menu shows them. A room is shown to those who hold its permission; its
 * page and the API check it again.
 */
export const rooms = [
  { name: "home", path: "/admin" },
  { name: "products", path: "/admin/products", permission: "product:read" },
  { name: "stock", path: "/admin/stock", permission: "stock:read" },
  { name: "settings", path: "/admin/settings", permission: "shop:write" },
] as const;

export const roomsOf = (permissions: readonly string[]) =>
  rooms.filter((room) => !("permission" in room) || permissions.includes(room.permission));
