import { tidy } from "../fields.ts";

/** A secret in groups of four, which is easier to type on another device. */
export const inFours = (secret: string): string => secret.match(/.{1,4}/g)?.join(" ") ?? "";

/** Apps show codes with a gap, and members type them so: "123 456", "１２３４５６" → "123456". */
export const readCode = (value: FormDataEntryValue | null): string => tidy(value).replaceAll(/[\s-]/g, "");

export const isCode = (value: string): boolean => /^[0-9]{6}$/.test(value);

/** The text of the file with the recovery codes. */
export const codesFile = (heading: string, codes: string[]): string => `${heading}\n\n${codes.join("\n")}\n`;
