import type { ProductStatus } from "../../api/types.ts";

export const statuses = ["draft", "active", "scheduled", "archived"] as const satisfies ProductStatus[];

/** @param text of an address, which may name any */
export const statusOf = (text: string): ProductStatus | undefined => statuses.find((each) => each === text);
