/**
 * Makes the files of an uploaded picture. Formats are told by the first bytes, never by a name. What is
 * stored is turned as its EXIF says, in sRGB, without EXIF (it may say where a person lives), and at most
 * SOURCE_WIDTH wide and high. Of a moving picture the first frame is shown.
 */
import sharp from "sharp";

// No picture is read twice: what the library would keep is memory that the process never gives back.
sharp.cache(false);

/** Pixels of a picture that is read: a PNG of this size takes about 200 MB while it is decoded. */
export const MOST_PIXELS = 50_000_000;

/** Longest side of what is kept, from which other widths can be made later. */
const SOURCE_WIDTH = 2_560;
const WIDEST = 1_920;
const WIDTHS = [320, 640, 1_280, WIDEST] as const;
const FALLBACK_WIDTH = 1_280;

/** Why a picture cannot be read. `code` is one of `http/input-texts.ts`; `cause` is what the library said. */
export interface UnreadablePicture {
  readonly code: "PICTURE_TYPE" | "PICTURE_BROKEN" | "PICTURE_PIXELS";
  readonly cause?: unknown;
}

interface PictureFile {
  /** `320.avif`, `source.webp` */
  readonly name: string;
  readonly bytes: Buffer;
}

/** What a page needs to know of a picture before it has its files. */
export interface PictureShape {
  readonly width: number;
  readonly height: number;
  /** `#rrggbb`, shown while the picture loads. */
  readonly color: string;
  /** Of the AVIF files; empty until they are made. */
  widths: number[];
  /** Width of the WebP file. */
  readonly fallback: number;
}

export interface ReadPicture {
  readonly shape: PictureShape;
  readonly files: readonly PictureFile[];
}

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString("latin1");

/** The format by its first bytes; null for everything else, such as SVG, which could carry scripts. */
export function sniffFormat(bytes: Uint8Array): "jpeg" | "png" | "gif" | "webp" | "avif" | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "jpeg";
  if (ascii(bytes, 0, 8) === "\x89PNG\r\n\x1a\n") return "png";
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return "gif";
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP") return "webp";
  if (ascii(bytes, 4, 8) === "ftyp" && /^avi[fs]$/.test(ascii(bytes, 8, 12))) return "avif";
  return null;
}

/**
 * Reads an uploaded picture and makes what a page shows at once: a WebP, and the colour to show while it
 * loads. `widths` is empty: the AVIF files are made later, from `source.webp` (`renderWidths`).
 */
export const readPicture = (bytes: Buffer): Promise<ReadPicture | UnreadablePicture> =>
  readWithin(bytes, { width: SOURCE_WIDTH, height: SOURCE_WIDTH }, describeSource);

/** WebP has no more lines. */
export const MOST_LINES = 16_383;

/**
 * The same for a picture within a text, which may be a whole page of words: it stays as wide as it is,
 * however high. Its WebP files of these widths, the widest last, and of its own are made at once.
 */
export const readPictureForText = (
  bytes: Buffer,
  widths: readonly number[],
): Promise<ReadPicture | UnreadablePicture> =>
  readWithin(bytes, { width: widths.at(-1) ?? WIDEST, height: MOST_LINES }, (source, size) =>
    describeInText(source, size, widths),
  );

async function readWithin(
  bytes: Buffer,
  most: LargestSize,
  describe: (data: Buffer, info: Decoded["info"]) => Promise<ReadPicture>,
): Promise<ReadPicture | UnreadablePicture> {
  if (sniffFormat(bytes) === null) return { code: "PICTURE_TYPE" };
  let decoded: Decoded | null;
  try {
    decoded = await decode(bytes, most);
  } catch (cause) {
    // Sharp's errors have no codes. What its decoder throws is about these bytes.
    return { code: "PICTURE_BROKEN", cause };
  }
  return decoded ? describe(decoded.data, decoded.info) : { code: "PICTURE_PIXELS" };
}

interface LargestSize {
  readonly width: number;
  readonly height: number;
}

interface Decoded {
  readonly data: Buffer;
  readonly info: { readonly width: number; readonly height: number };
}

/** Returns null for a picture of more than MOST_PIXELS. It is not decoded. */
async function decode(bytes: Buffer, most: LargestSize): Promise<Decoded | null> {
  const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
  if (width * height > MOST_PIXELS) return null;
  return sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "error" })
    .autoOrient()
    .resize({ ...most, fit: "inside", withoutEnlargement: true })
    .webp({ quality: 92, effort: 1 })
    .toBuffer({ resolveWithObject: true });
}

async function describeSource(source: Buffer, { width, height }: Decoded["info"]): Promise<ReadPicture> {
  const fallback = Math.min(width, FALLBACK_WIDTH);
  const shown = Math.min(width, WIDEST);
  const shape = {
    width: shown,
    height: Math.max(1, Math.round((shown * height) / width)),
    color: await averageColor(source),
    widths: [],
    fallback,
  };
  const files = [
    { name: "source.webp", bytes: source },
    { name: `${fallback}.webp`, bytes: await scaled(source, fallback).webp({ quality: 80 }).toBuffer() },
  ];
  return { shape, files };
}

async function describeInText(
  source: Buffer,
  { width, height }: Decoded["info"],
  widths: readonly number[],
): Promise<ReadPicture> {
  const files: PictureFile[] = [];
  for (const each of [...widths.filter((narrower) => narrower < width), width])
    files.push({ name: `${each}.webp`, bytes: await scaled(source, each).webp({ quality: 82 }).toBuffer() });
  const color = await averageColor(source);
  return { shape: { width, height, color, widths: [], fallback: width }, files };
}

const scaled = (source: Buffer, width: number) => sharp(source).resize({ width, withoutEnlargement: true });

async function averageColor(source: Buffer): Promise<string> {
  const pixel = await sharp(source)
    .flatten({ background: "#ffffff" })
    .resize(1, 1, { fit: "fill" })
    .raw()
    .toBuffer();
  return `#${pixel.subarray(0, 3).toString("hex")}`;
}

/** The widths of a picture's AVIF files: those below its own, and its own. */
export const widthsOf = (width: number): number[] => [
  ...WIDTHS.filter((each) => each < width && width / each > 1.1),
  Math.min(width, WIDEST),
];

/** Makes the AVIF files of a source, one after the other. */
export async function* renderWidths(source: Buffer, widths: readonly number[]): AsyncGenerator<PictureFile> {
  for (const width of widths) {
    const bytes = await scaled(source, width).avif({ quality: 62, effort: 2 }).toBuffer();
    yield { name: `${width}.avif`, bytes };
  }
}
