/**
 * The encoding of a text file, told by its bytes. Pure. A byte order mark says it. Without one, bytes that
 * are valid UTF-8 are UTF-8, and all others are CP949, the encoding of Korean Windows. Node's own
 * `TextDecoder("euc-kr")` is not CP949: it refuses syllables (펲, 똠), so iconv-lite decodes them.
 */
import { isUtf8 } from "node:buffer";
import iconv from "iconv-lite";

export const encodings = ["utf-8", "utf-16le", "utf-16be", "cp949"] as const;
export type TableEncoding = (typeof encodings)[number];

export interface DetectedEncoding {
  readonly encoding: TableEncoding;
  /** Bytes of the byte order mark. */
  readonly markBytes: number;
}

const MARKS: readonly [TableEncoding, readonly number[]][] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/** Returns null for bytes that are no text. */
export function detectEncoding(bytes: Buffer): DetectedEncoding | null {
  for (const [encoding, mark] of MARKS) {
    if (mark.every((byte, at) => bytes[at] === byte)) return { encoding, markBytes: mark.length };
  }
  if (bytes.includes(0)) {
    const encoding = wideEncoding(bytes);
    return encoding && { encoding, markBytes: 0 };
  }
  return { encoding: isUtf8(bytes) ? "utf-8" : "cp949", markBytes: 0 };
}

const LOOKED_AT_BYTES = 4_096;
const isPlain = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x09 && byte < 0x7f;

/** Told by commas, digits and line ends: of their two bytes one is zero. Other letters may have zeros. */
function wideEncoding(bytes: Buffer): TableEncoding | null {
  let little = 0;
  let big = 0;
  for (let at = 0; at + 1 < Math.min(bytes.length, LOOKED_AT_BYTES); at += 2) {
    if (bytes[at + 1] === 0 && isPlain(bytes[at])) little += 1;
    if (bytes[at] === 0 && isPlain(bytes[at + 1])) big += 1;
  }
  if (bytes.length % 2 === 1 || Math.max(little, big) < 4 * Math.min(little, big) + 1) return null;
  return little > big ? "utf-16le" : "utf-16be";
}

const CHUNK_BYTES = 64 * 1024;
/** What a decoder writes in place of bytes that have no character. */
export const REPLACEMENT = "\ufffd";

/** Decodes in chunks. Bytes without a character become `REPLACEMENT`. */
export function* decodeChunks(bytes: Buffer, { encoding, markBytes }: DetectedEncoding): Generator<string> {
  const decoder = iconv.getDecoder(encoding, { stripBOM: false });
  for (let at = markBytes; at < bytes.length; at += CHUNK_BYTES) {
    yield decoder.write(bytes.subarray(at, at + CHUNK_BYTES));
  }
  yield decoder.end() ?? "";
}
