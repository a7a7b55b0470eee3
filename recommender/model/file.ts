/**
 * model.rbin:
 *
 *   8 bytes   JTRECS01
 *   u32       length of the header (little endian), u32 zero
 *   32 bytes  SHA-256 of the header
 *   header    JSON: parameters, and of each section its name, kind, offset, bytes and SHA-256
 *   sections  raw little-endian arrays, each at a multiple of 64 bytes; zeros between them
 *
 * A reader makes views of one buffer and parses nothing but the header. The same content is the same bytes.
 */
import { createHash } from "node:crypto";

export type SectionKind = "u8" | "u32" | "f32";
export type SectionArray = Uint8Array | Uint32Array | Float32Array;
export type Sections = Readonly<Record<string, SectionArray>>;

export class CorruptModel extends Error {
  constructor(what: string) {
    super(`model file: ${what}`);
    this.name = "CorruptModel";
  }
}

interface SectionEntry {
  readonly name: string;
  readonly kind: SectionKind;
  readonly offset: number;
  readonly bytes: number;
  readonly sha256: string;
}

export interface ModelHeader {
  readonly format: 1;
  /** The beginning of the SHA-256 of the content. */
  readonly version: string;
  readonly trainedAt: number;
  /** The sha256 of the snapshot's manifest. */
  readonly snapshot: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly sections: readonly SectionEntry[];
}

const MAGIC = "JTRECS01";
const BEGIN = 48;
const ALIGNMENT = 64;
const aligned = (offset: number): number => Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const kindOf = (array: SectionArray): SectionKind =>
  array instanceof Uint8Array ? "u8" : array instanceof Uint32Array ? "u32" : "f32";
const bytesOf = (array: SectionArray): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** Offsets of the header count from the end of the header, so that its own length does not matter. */
export function encodeModel(
  facts: Pick<ModelHeader, "trainedAt" | "snapshot" | "parameters">,
  sections: Sections,
): Uint8Array<ArrayBuffer> {
  let offset = 0;
  const entries = Object.entries(sections).map(([name, array]): SectionEntry => {
    const bytes = bytesOf(array);
    const entry = { name, kind: kindOf(array), offset, bytes: bytes.length, sha256: sha256(bytes) };
    offset = aligned(offset + bytes.length);
    return entry;
  });
  const content = JSON.stringify([facts, entries.map((entry) => [entry.name, entry.sha256])]);
  const version = sha256(Buffer.from(content)).slice(0, 16);
  const header: ModelHeader = { format: 1, version, ...facts, sections: entries };
  const headerBytes = Buffer.from(JSON.stringify(header));
  const base = aligned(BEGIN + headerBytes.length);
  const file = new Uint8Array(base + offset);
  file.set(Buffer.from(MAGIC));
  new DataView(file.buffer).setUint32(8, headerBytes.length, true);
  file.set(createHash("sha256").update(headerBytes).digest(), 16);
  file.set(headerBytes, BEGIN);
  for (const [k, array] of Object.values(sections).entries())
    file.set(bytesOf(array), base + (entries[k] as SectionEntry).offset);
  return file;
}

/** Throws CorruptModel unless every byte is as it was written. */
export function decodeModel(given: Uint8Array): { header: ModelHeader; sections: Sections } {
  // Views need their alignment; a buffer from a pool may begin anywhere.
  const file = given.byteOffset % ALIGNMENT === 0 ? given : new Uint8Array(given);
  if (file.length < BEGIN || Buffer.from(file.subarray(0, 8)).toString("latin1") !== MAGIC)
    throw new CorruptModel(`does not begin with ${MAGIC}`);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const headerEnd = BEGIN + view.getUint32(8, true);
  if (view.getUint32(12, true) !== 0 || headerEnd > file.length)
    throw new CorruptModel("ends within its header");
  const headerBytes = file.subarray(BEGIN, headerEnd);
  const digest = createHash("sha256").update(headerBytes).digest();
  if (!digest.equals(file.subarray(16, BEGIN))) throw new CorruptModel("the header's checksum differs");
  const header = JSON.parse(Buffer.from(headerBytes).toString("utf8")) as ModelHeader;
  if (header.format !== 1) throw new CorruptModel(`format ${header.format} is not known`);
  const base = aligned(headerEnd);
  const last = header.sections.at(-1);
  if (file.length !== base + (last === undefined ? 0 : aligned(last.offset + last.bytes)))
    throw new CorruptModel("its size is not that of its sections");
  const sections: Record<string, SectionArray> = {};
  for (const { name, kind, offset, bytes, sha256: expected } of header.sections) {
    const part = file.subarray(base + offset, base + offset + bytes);
    if (sha256(part) !== expected) throw new CorruptModel(`the checksum of ${name} differs`);
    sections[name] = viewOf(part, kind);
  }
  return { header, sections };
}

function viewOf(part: Uint8Array, kind: SectionKind): SectionArray {
  if (kind === "u8") return part;
  return kind === "u32"
    ? new Uint32Array(part.buffer, part.byteOffset, part.byteLength / 4)
    : new Float32Array(part.buffer, part.byteOffset, part.byteLength / 4);
}

/** Texts as one section of UTF-8 and one of where each begins. */
export function textSections(name: string, texts: readonly string[]): Sections {
  const parts = texts.map((text) => Buffer.from(text));
  const starts = new Uint32Array(parts.length + 1);
  for (const [k, part] of parts.entries()) starts[k + 1] = (starts[k] as number) + part.length;
  return { [`${name}.text`]: new Uint8Array(Buffer.concat(parts)), [`${name}.starts`]: starts };
}

export function textsFrom(sections: Sections, name: string): string[] {
  const bytes = Buffer.from(section(sections, `${name}.text`, Uint8Array));
  const starts = section(sections, `${name}.starts`, Uint32Array);
  return Array.from({ length: starts.length - 1 }, (_, k) =>
    bytes.toString("utf8", starts[k], starts[k + 1]),
  );
}

export function section<Kind extends SectionArray>(
  sections: Sections,
  name: string,
  kind: abstract new (...args: never[]) => Kind,
): Kind {
  const array = sections[name];
  if (!(array instanceof kind)) throw new CorruptModel(`has no section ${name} of its kind`);
  return array;
}
