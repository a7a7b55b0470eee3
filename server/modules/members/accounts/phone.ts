/**
 * Phone numbers are stored as E.164, so that one number has one form, and shown in the Korean notation.
 * Korean numbers may be typed with or without hyphens, with the country code, and in full-width digits;
 * others with `+` and country code.
 */
import { type InputProblem, inputProblem } from "../../../platform/errors.ts";

/** The longest input that a form must accept, with every separator. */
export const LONGEST_PHONE = 40;

const SEPARATORS = /[\s.()·‐-―−-]/g;

/** Korean numbers without the leading 0: mobile, Seoul, other areas, internet, virtual, free of charge. */
const KOREAN = /^(10\d{8}|1[16789]\d{7,8}|2\d{7,8}|[3-6][1-5]\d{7,8}|70\d{8}|50\d{8,9}|80\d{7})$/;
const FOREIGN = /^\+(?!82)[1-9]\d{6,14}$/;

/** Returns E.164, or null for text that is no phone number. */
export function parsePhone(typed: string): string | null {
  const plain = typed.normalize("NFKC").replace(SEPARATORS, "");
  if (FOREIGN.test(plain)) return plain;
  const national = /^(?:\+?820?|0)(\d+)$/.exec(plain)?.[1];
  return national !== undefined && KOREAN.test(national) ? `+82${national}` : null;
}

/** `010-1234-5678` for a Korean number, E.164 for another. */
export function formatPhone(e164: string): string {
  const parts = /^\+82(2|50\d|\d\d)(\d{3,4})(\d{4})$/.exec(e164);
  return parts ? `0${parts[1]}-${parts[2]}-${parts[3]}` : e164;
}

export const phoneProblem = (pointer: string): InputProblem => inputProblem(pointer, "PHONE");
