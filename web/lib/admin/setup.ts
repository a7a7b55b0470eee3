/** What a new shop has to do before it sells. Pure. */
import type { ShopDetails, ShopSetup } from "../api/types.ts";
import { missingDetails } from "../seller.ts";

type State = {
  permissions: readonly string[];
  setup: ShopSetup;
  seller: ShopDetails["seller"];
  hasSecondFactor: boolean;
};

const steps = [
  { name: "seller", path: "/admin/settings", permission: "shop:write" },
  { name: "category", path: "/admin/categories", permission: "product:write" },
  { name: "product", path: "/admin/products/new", permission: "product:write" },
  { name: "picture", path: "/admin/products", permission: "product:write" },
  { name: "selling", path: "/admin/products?status=draft", permission: "product:write" },
  { name: "secondFactor", path: "/account/security", permission: null },
] as const;

export type SetupStep = { name: (typeof steps)[number]["name"]; path: string; done: boolean };

/** The steps that this member may take; none once all of them are done. */
export function setupStepsOf({ permissions, setup, seller, hasSecondFactor }: State): SetupStep[] {
  const done = {
    seller: missingDetails(seller).length === 0,
    category: setup.hasCategory,
    product: setup.hasProduct,
    picture: setup.hasPicture,
    selling: setup.isSelling,
    secondFactor: hasSecondFactor,
  };
  // Without work in the shop, one's own account is no set-up of it.
  if (Object.entries(done).every(([name, isDone]) => isDone || name === "secondFactor")) return [];
  const own = steps.filter(({ permission }) => permission === null || permissions.includes(permission));
  const shown = own.map(({ name, path }) => ({ name, path, done: done[name] }));
  return shown.every((step) => step.done) || own.length === 1 ? [] : shown;
}
