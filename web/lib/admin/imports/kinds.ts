import type { ImportKind } from "../../api/types.ts";

/** What files may hold, with the permission to import it and the one to export it. */
export const importKinds = [
  { kind: "products", imports: "product:write", exports: "product:read" },
  { kind: "prices", imports: "product:write", exports: "product:read" },
  { kind: "stock", imports: "stock:adjust", exports: "stock:read" },
] as const satisfies readonly { kind: ImportKind; imports: string; exports: string }[];

export const exportFormats = ["csv", "xlsx"] as const;

/** The address of an export. */
export const exportPath = (kind: ImportKind, format: (typeof exportFormats)[number]): string =>
  `/api/v1/admin/exports/${kind}.${format}`;
