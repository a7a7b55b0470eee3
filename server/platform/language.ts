import { Type } from "typebox";

/** The languages that the shop speaks. Korean is the first: it is used unless a client prefers English. */
export const languages = ["ko", "en"] as const;
export const Language = Type.Enum([...languages]);
export type Language = (typeof languages)[number];
