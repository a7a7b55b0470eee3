/**
 * Writes an XLSX file of one sheet, row by row, in constant memory. Text is text: its cells have the format
 * of text too, so that a spreadsheet keeps the zeros in front of a number that a person types over one.
 */
import { Readable } from "node:stream";
import yazl from "yazl";

export type TableCell = string | number | null;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
const relations = (...each: string[]): string =>
  `${XML}<Relationships xmlns="${RELATIONS}">${each.join("")}</Relationships>`;
const part = (name: string, type: string): string =>
  `<Override PartName="/xl/${name}" ContentType="${TYPES}.${type}+xml"/>`;

const FILES: Readonly<Record<string, string>> = {
  "[Content_Types].xml":
    `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    part("workbook.xml", "sheet.main") +
    part("worksheets/sheet1.xml", "worksheet") +
    `${part("styles.xml", "styles")}</Types>`,
  "_rels/.rels": relations(relation("rId1", "officeDocument", "xl/workbook.xml")),
  "xl/workbook.xml":
    `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">` +
    '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
  "xl/_rels/workbook.xml.rels": relations(
    relation("rId1", "worksheet", "worksheets/sheet1.xml"),
    relation("rId2", "styles", "styles.xml"),
  ),
  // Style 1 is the format of text (49).
  "xl/styles.xml":
    `${XML}<styleSheet xmlns="${MAIN}"><fonts count="1"><font/></fonts>` +
    '<fills count="1"><fill/></fills><borders count="1"><border/></borders>' +
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>' +
    '<cellXfs count="2"><xf/><xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>',
};

/** Passes the file on as it is made. An error of `rows` ends it. */
export function xlsxFile(rows: AsyncIterable<readonly TableCell[]>): Readable {
  const zip = new yazl.ZipFile();
  const output = zip.outputStream as Readable;
  for (const [name, content] of Object.entries(FILES)) zip.addBuffer(Buffer.from(content), name);
  const sheet = Readable.from(sheetXml(rows));
  sheet.on("error", (error) => output.destroy(error));
  output.on("close", () => sheet.destroy());
  zip.addReadStream(sheet, "xl/worksheets/sheet1.xml");
  zip.end();
  return output;
}

/** Rows that are written at once: a chunk for each is slow. */
const ROWS_PER_CHUNK = 200;

async function* sheetXml(rows: AsyncIterable<readonly TableCell[]>): AsyncGenerator<string> {
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetData>`;
  let chunk: string[] = [];
  for await (const cells of rows) {
    chunk.push(`<row>${cells.map(cellXml).join("")}</row>`);
    if (chunk.length < ROWS_PER_CHUNK) continue;
    yield chunk.join("");
    chunk = [];
  }
  yield `${chunk.join("")}</sheetData></worksheet>`;
}

function cellXml(cell: TableCell): string {
  if (cell === null || cell === "") return "<c/>";
  if (typeof cell === "number") return `<c><v>${cell}</v></c>`;
  return `<c s="1" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

const SIGNS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

const code = (character: string): string =>
  `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;

/** What XML cannot carry, and a text that looks like its escape, is written as `_x000D_`. */
const escaped = (text: string): string =>
  text
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot carry.
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, code)
    .replaceAll(/[&<>]/g, (sign) => SIGNS[sign] ?? sign);
