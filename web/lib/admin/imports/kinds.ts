import type { ImportKind } from "../../api/types.ts";

export type ExportKind = Exclude<ImportKind, "tracking">;

/** What files may hold, with the permission to import it. */
export const importKinds = [
  { kind: "products", imports: "product:write" },
  { kind: "prices", imports: "product:write" },
  { kind: "stock", imports: "stock:adjust" },
  { kind: "tracking", imports: "order:fulfil" },
] as const satisfies readonly { kind: ImportKind; imports: string }[];

/** One of these opens the pages of imports. */
export const importPermissions = ["product:write", "stock:adjust", "order:fulfil"] as const;

/** What files are exported, with the permission to export it. */
export const exportKinds = [
  { kind: "products", exports: "product:read" },
  { kind: "prices", exports: "product:read" },
  { kind: "stock", exports: "stock:read" },
] as const satisfies readonly { kind: ExportKind; exports: string }[];

export const exportFormats = ["csv", "xlsx"] as const;

/** The address of an export. */
export const exportPath = (kind: ExportKind, format: (typeof exportFormats)[number]): string =>
  `/api/v1/admin/exports/${kind}.${format}`;
