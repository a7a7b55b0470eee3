import { tidy } from "../fields.ts";

/** A secret in fours, easier to type over into another device. */
export const inFours = (secret: string): string => secret.match(/.{1,4}/g)?.join(" ") ?? "";

/** Apps show codes with a gap, people type them with one: "123 456", "１２３４５６" → "123456". */
export const readCode = (value: FormDataEntryValue | null): string => tidy(value).replaceAll(/[\s-]/g, "");

export const isCode = (value: string): boolean => /^[0-9]{6}$/.test(value);

/** The text of the file that recovery codes are kept in. */
export const codesFile = (heading: string, codes: string[]): string => `${heading}\n\n${codes.join("\n")}\n`;
