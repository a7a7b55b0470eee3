/** What fits into a text message, and to which numbers one can go. Pure. */

/** Of an SMS in EUC-KR. A longer text is an LMS. */
export const SMS_BYTES = 90;
/** Of an LMS. */
const LMS_BYTES = 2_000;

/** A character outside of ASCII takes two bytes in EUC-KR; one that EUC-KR lacks is sent as such a one. */
const bytesOf = (character: string): number => ((character.codePointAt(0) ?? 0) < 0x80 ? 1 : 2);

export const textBytes = (text: string): number =>
  [...text].reduce((bytes, character) => bytes + bytesOf(character), 0);

export const typeOfText = (text: string): "SMS" | "LMS" => (textBytes(text) <= SMS_BYTES ? "SMS" : "LMS");

/** The beginning of a text that an LMS can hold. */
export function cutText(text: string, maxBytes: number = LMS_BYTES): string {
  if (textBytes(text) <= maxBytes) return text;
  let left = maxBytes - bytesOf("…");
  let kept = "";
  for (const character of text) {
    left -= bytesOf(character);
    if (left < 0) break;
    kept += character;
  }
  return `${kept}…`;
}

/** `01012345678` for a Korean mobile number in E.164. Null: a text message cannot go there. */
export function mobileNumber(e164: string): string | null {
  const national = /^\+82(1[016789]\d{7,8})$/.exec(e164)?.[1];
  return national === undefined ? null : `0${national}`;
}
