/**
 * Reads the first sheet of an XLSX file (ECMA-376): a ZIP of XML files. The sheet is unpacked and read in
 * chunks; its shared strings are in memory. A file that says, or turns out, to unpack to more than the limit
 * is refused: yauzl stops where an entry is longer than it said.
 */
import type { Readable } from "node:stream";
import sax from "sax";
import yauzl from "yauzl";
import { isDomainError } from "../errors.ts";
import { isBlank, type TableLimits, type TableRow, tableError } from "./table.ts";

type Entries = ReadonlyMap<string, yauzl.Entry>;

interface Archive {
  readonly entries: Entries;
  open(entry: yauzl.Entry): Promise<Readable>;
}

const MOST_ENTRIES = 2_000;

/** Returns the rows that are not blank. Throws TABLE_TYPE, TABLE_UNPACKED, TABLE_BROKEN. */
export async function* xlsxRows(bytes: Buffer, limits: TableLimits): AsyncGenerator<TableRow> {
  try {
    const archive = await openArchive(bytes, limits);
    const sheet = archive.entries.get(await firstSheet(archive));
    if (!sheet) throw tableError("TABLE_TYPE");
    const shared = archive.entries.get("xl/sharedStrings.xml");
    const strings = shared ? await sharedStrings(await archive.open(shared)) : [];
    yield* sheetRows(await archive.open(sheet), strings, limits);
  } catch (error) {
    if (isDomainError(error)) throw error;
    throw tableError("TABLE_BROKEN", [], {}, error);
  }
}

async function openArchive(bytes: Buffer, { unpackedBytes }: TableLimits): Promise<Archive> {
  const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true });
  const entries = new Map<string, yauzl.Entry>();
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    unpacked += entry.uncompressedSize;
    if (unpacked > unpackedBytes || entries.size >= MOST_ENTRIES)
      throw tableError("TABLE_UNPACKED", [], { limit: Math.round(unpackedBytes / 1_000_000) });
    entries.set(entry.fileName, entry);
  }
  return { entries, open: (entry) => zip.openReadStreamPromise(entry) };
}

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

interface XmlReader {
  open(tag: Tag): void;
  text?(text: string): void;
  close?(name: string): void;
}

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

/** Passes the elements of a stream to `reader`; yields after each chunk. Names have no prefix. */
async function* readXml(stream: Readable, reader: XmlReader): AsyncGenerator<void> {
  const parser = sax.parser(true, { position: false });
  parser.onerror = (error) => {
    throw error;
  };
  parser.onopentag = ({ name, attributes }) =>
    reader.open({ name: localName(name), attributes: attributes as Record<string, string> });
  parser.ontext = (text) => reader.text?.(text);
  parser.oncdata = (text) => reader.text?.(text);
  parser.onclosetag = (name) => reader.close?.(localName(name));
  stream.setEncoding("utf8");
  for await (const chunk of stream as AsyncIterable<string>) {
    parser.write(chunk);
    yield;
  }
  parser.close();
}

async function readAll(archive: Archive, name: string, reader: XmlReader): Promise<void> {
  const entry = archive.entries.get(name);
  if (!entry) throw tableError("TABLE_TYPE");
  for await (const _ of readXml(await archive.open(entry), reader));
}

/** Returns the name of the file of the first sheet. */
async function firstSheet(archive: Archive): Promise<string> {
  let sheetId: string | undefined;
  await readAll(archive, "xl/workbook.xml", {
    open({ name, attributes }) {
      if (name === "sheet") sheetId ??= attributes["r:id"] ?? attributes.id;
    },
  });
  let target = "worksheets/sheet1.xml";
  await readAll(archive, "xl/_rels/workbook.xml.rels", {
    open({ attributes }) {
      if (attributes.Id === sheetId && attributes.Target) target = attributes.Target;
    },
  });
  return target.startsWith("/") ? target.slice(1) : `xl/${target}`;
}

/** Characters that XML cannot carry are written as `_x000D_`. */
const unescaped = (text: string): string =>
  text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );

async function sharedStrings(stream: Readable): Promise<string[]> {
  const strings: string[] = [];
  const text = textCollector();
  const items = readXml(stream, {
    open: ({ name }) => text.open(name),
    text: text.add,
    close(name) {
      text.close(name);
      if (name === "si") strings.push(text.take());
    },
  });
  for await (const _ of items);
  return strings;
}

/** Collects the text of `t` elements, without what tells how to pronounce it (`rPh`). */
function textCollector() {
  let collected = "";
  let inText = false;
  let inPhonetic = false;
  return {
    open(name: string): void {
      if (name === "rPh") inPhonetic = true;
      if (name === "t") inText = !inPhonetic;
    },
    add(text: string): void {
      if (inText) collected += text;
    },
    close(name: string): void {
      if (name === "rPh") inPhonetic = false;
      if (name === "t") inText = false;
    },
    take(): string {
      const text = unescaped(collected);
      collected = "";
      return text;
    },
  };
}

/** The number of the column of `BC12`, from 0. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]+/.exec(reference)?.[0] ?? "") column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** A number as it is written by hand: whole numbers without an exponent, and no noise of binary fractions. */
export function plainNumber(raw: string): string {
  if (/^-?\d+$/.test(raw)) return raw;
  const number = Number(raw);
  return raw.trim() === "" || !Number.isFinite(number) ? raw : String(Number(number.toPrecision(15)));
}

/** The last row that a spreadsheet has. */
const LAST_ROW = 1_048_576;

/** The number of the row after `row`. Rows ascend: their readers go on behind the last one that they have. */
function rowAfter(row: number, reference: string | undefined): number {
  const next = reference === undefined ? row + 1 : Number(reference);
  if (!Number.isInteger(next) || next <= row || next > LAST_ROW)
    throw new Error(`the row ${reference} follows the row ${row}`);
  return next;
}

async function* sheetRows(
  stream: Readable,
  strings: readonly string[],
  { columns }: TableLimits,
): AsyncGenerator<TableRow> {
  const reader = sheetReader(strings, columns);
  for await (const _ of readXml(stream, reader)) yield* reader.take();
  yield* reader.take();
}

function sheetReader(strings: readonly string[], columns: number) {
  const text = textCollector();
  let done: TableRow[] = [];
  let row = 0;
  let column = -1;
  let type = "n";
  let value = "";
  let inValue = false;
  let cells: string[] = [];

  function read(): string {
    if (type === "s") return strings[Number(value)] ?? "";
    if (type === "inlineStr") return text.take();
    if (type === "b") return value === "1" ? "TRUE" : "FALSE";
    return type === "n" ? plainNumber(value) : unescaped(value);
  }

  function closeCell(): void {
    const cell = read();
    // What lies far to the right is one cell too many, and not 16,000.
    const at = Math.min(column, columns);
    if (cell === "" || at < 0) return;
    while (cells.length < at) cells.push("");
    cells[at] = cell;
  }

  return {
    open({ name, attributes }: Tag): void {
      if (name === "row") {
        row = rowAfter(row, attributes.r);
        cells = [];
        column = -1;
      } else if (name === "c") {
        column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
        type = attributes.t ?? "n";
        value = "";
      } else if (name === "v") inValue = true;
      text.open(name);
    },
    text(part: string): void {
      if (inValue) value += part;
      text.add(part);
    },
    close(name: string): void {
      text.close(name);
      if (name === "v") inValue = false;
      else if (name === "c") closeCell();
      else if (name === "row" && !isBlank(cells)) done.push({ row, cells });
    },
    take(): TableRow[] {
      const rows = done;
      done = [];
      return rows;
    },
  };
}
