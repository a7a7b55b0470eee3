/**
 * The text of a file of counts, told by its bytes as the API tells that of imports: a byte order mark says
 * it; bytes of zero are UTF-16; what is valid UTF-8 is UTF-8; all others are CP949, the encoding of Korean
 * Windows, which browsers call EUC-KR. Pure.
 */
export function textOf(bytes: Uint8Array<ArrayBuffer>): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

function encodingOf(bytes: Uint8Array<ArrayBuffer>): "utf-8" | "utf-16le" | "utf-16be" | "euc-kr" {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  // Of a digit, a comma or a line end, one byte is zero: the second one of the little end.
  const zero = bytes.indexOf(0);
  if (zero >= 0) return zero % 2 === 1 ? "utf-16le" : "utf-16be";
  return isUtf8(bytes) ? "utf-8" : "euc-kr";
}

function isUtf8(bytes: Uint8Array<ArrayBuffer>): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
