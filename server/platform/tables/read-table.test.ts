import { buffer } from "node:stream/consumers";
import iconv from "iconv-lite";
import { expect, test } from "vitest";
import yazl from "yazl";
import { DomainError, type InputProblem } from "../errors.ts";
import { readTable } from "./read-table.ts";
import { type TableCell, xlsxFile } from "./xlsx-file.ts";
import { plainNumber } from "./xlsx-rows.ts";

const limits = { rows: 1_000, columns: 10, cellLength: 1_000, unpackedBytes: 2_000_000 };
const TEXT = '상품코드;상품명\r\n"001";"펲시; ""콜라""\n1.5L"\r\n\r\n002;똠양꿍\r\n';

async function read(bytes: Buffer) {
  const { rows, ...table } = await readTable(bytes, limits);
  const found = [];
  for await (const { row, cells } of rows) found.push([row, ...cells]);
  return { ...table, found };
}

async function refusalOf(bytes: Buffer | string): Promise<string> {
  const error: unknown = await read(Buffer.from(bytes as string)).then(
    () => null,
    (refused: unknown) => refused,
  );
  if (!(error instanceof DomainError)) throw error ?? new Error("the file was read");
  const [problem] = error.details.errors as InputProblem[];
  return `${problem?.pointer} ${problem?.code}`;
}

const sheet = async (...lines: TableCell[][]): Promise<Buffer> =>
  buffer(
    xlsxFile(
      (async function* () {
        yield* lines;
      })(),
    ),
  );

test.each([
  ["utf-8", true],
  ["utf-8", false],
  ["utf-16le", true],
  ["utf-16le", false],
  ["utf-16be", true],
  ["utf-16be", false],
  ["cp949", false],
])("a file in %s (byte order mark: %s) is read, with cells of several lines", async (encoding, addBOM) => {
  const table = await read(iconv.encode(TEXT, encoding, { addBOM }));
  expect(table).toEqual({
    format: "csv",
    encoding,
    delimiter: ";",
    columns: ["상품코드", "상품명"],
    found: [
      [2, "001", '펲시; "콜라"\n1.5L'],
      [4, "002", "똠양꿍"],
    ],
  });
});

test.each([",", ";", "\t"])("the delimiter %j is told by the header", async (delimiter) => {
  const { columns, found } = await read(Buffer.from(`a${delimiter}"b,;\t"\n1${delimiter}2\n`));
  expect([columns, found]).toEqual([["a", "b,;"], [[2, "1", "2"]]]);
});

test("a letter on the border of two chunks stays whole", async () => {
  const words = Array.from({ length: 30_000 }, (_, at) => `${"a".repeat(at % 3)}가나다`);
  for (const encoding of ["utf-8", "utf-16le", "cp949"]) {
    const { rows } = await readTable(iconv.encode(`name\n${words.join("\n")}`, encoding, { addBOM: false }), {
      ...limits,
      rows: 30_000,
    });
    const found = [];
    for await (const { cells } of rows) found.push(cells[0]);
    expect(found).toEqual(words);
  }
});

test("what is written as XLSX is read as it was: zeros, spaces, line ends, signs of XML", async () => {
  const cells = ["007", " a  b ", "<b>&amp;'\"", "두\n줄", "_x000D_", "\u0001", "=1+1", "😀"];
  const file = await sheet(["a", "b", "c", "d", "e", "f", "g", "h"], cells, [], [12_900, null, -3, 0.1]);
  expect(await read(file)).toMatchObject({
    format: "xlsx",
    encoding: null,
    columns: ["a", "b", "c", "d", "e", "f", "g", "h"],
    found: [
      [2, ...cells],
      [4, "12900", "", "-3", "0.1"],
    ],
  });
});

test.each([
  ["12900", "12900"],
  ["1.29E4", "12900"],
  ["0.30000000000000004", "0.3"],
  ["8801234567890", "8801234567890"],
])("the number %s of a cell is %s", (raw, text) => expect(plainNumber(raw)).toBe(text));

function zipOf(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content as string), name);
  zip.end();
  return buffer(zip.outputStream);
}

test("a sheet of another program is read: shared strings, prefixes, no references", async () => {
  const file = await zipOf({
    "xl/workbook.xml":
      '<x:workbook xmlns:r="r"><x:sheets><x:sheet r:id="a"/><x:sheet r:id="b"/></x:sheets></x:workbook>',
    "xl/_rels/workbook.xml.rels": '<R><R Id="b" Target="s2.xml"/><R Id="a" Target="/xl/s1.xml"/></R>',
    "xl/sharedStrings.xml":
      "<sst><si><r><t>상</t></r><r><t>품</t></r><rPh><t>x</t></rPh></si><si><t>a&amp;b</t></si></sst>",
    "xl/s1.xml":
      '<x:worksheet><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c>' +
      "<x:c><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row>" +
      '<x:row r="7"><x:c r="B7" t="s"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>',
  });
  expect(await read(file)).toMatchObject({ columns: ["상품", "2"], found: [[7, "", "a&b"]] });
});

test.each([
  ["an empty file", "", "/file TABLE_EMPTY"],
  ["blank lines", "\n\n , \n", "/file TABLE_EMPTY"],
  ["only a header", "sku,name\n\n", "/file TABLE_NO_ROWS"],
  ["a column twice", "sku,SKU \n1,2", "/file/1/SKU TABLE_COLUMN_TWICE"],
  ["eleven columns", "a,b,c,d,e,f,g,h,i,j,k\n1", "/file/1 TABLE_COLUMNS"],
  ["a PDF", "%PDF-1.7\n1 0 obj", "/file TABLE_TYPE"],
  ["a web page", "<html><table></table></html>", "/file TABLE_TYPE"],
  ["an open quote", 'sku,name\n1,a\n2,"b\n3,c\n', "/file/3 TABLE_QUOTES"],
  ["a long cell", `sku,name\n1,${"가".repeat(1_001)}`, "/file/2/2 TABLE_CELL_LENGTH"],
  ["too many rows", `sku\n${"1\n".repeat(1_001)}`, "/file/1002 TABLE_ROWS"],
])("%s is refused", async (_, text, refusal) => expect(await refusalOf(text)).toBe(refusal));

test("bytes that are no text are refused, with their row and cell", async () => {
  expect(await refusalOf(Buffer.from("sku,name\n1,a\n2,\xff\xff\n", "latin1"))).toBe(
    "/file/3/2 TABLE_ENCODING",
  );
  expect(await refusalOf(Buffer.from([0x61, 0, 0, 0x62, 0, 0]))).toBe("/file TABLE_TYPE");
});

test("a small file that unpacks to much is refused before it is unpacked, also when it lies", async () => {
  const bomb = await zipOf({ "xl/workbook.xml": "<a/>", "xl/x.xml": Buffer.alloc(3_000_000) });
  expect(bomb.length).toBeLessThan(10_000);
  expect(await refusalOf(bomb)).toBe("/file TABLE_UNPACKED");

  const lying = await zipOf({ "xl/workbook.xml": Buffer.alloc(1_000_000, " ") });
  const directory = lying.lastIndexOf(Buffer.from("PK\u0001\u0002", "latin1"));
  lying.writeUInt32LE(1_000, directory + 24);
  expect(await refusalOf(lying)).toBe("/file TABLE_BROKEN");
});

test.each([
  ["a ZIP without a sheet", { "a.txt": "hello" }, "/file TABLE_TYPE"],
  ["broken XML", { "xl/workbook.xml": "<a><b></a>" }, "/file TABLE_BROKEN"],
])("%s is refused", async (_, files, refusal) => expect(await refusalOf(await zipOf(files))).toBe(refusal));

const workbook = (sheetData: string) =>
  zipOf({
    "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet r:id="a"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<R><R Id="a" Target="s.xml"/></R>',
    "xl/s.xml": `<worksheet><sheetData>${sheetData}</sheetData></worksheet>`,
  });
const rowXml = (reference: string) => `<row r="${reference}"><c><v>1</v></c></row>`;

// A reader goes on behind the last row that it has: such a file would be read for ever, or lose rows.
test.each([["-5"], ["0"], ["1"], ["abc"], ["2.5"], ["1e300"], ["1048577"], [""]])(
  "a sheet whose second row says that it is row %j is refused",
  async (reference) => {
    expect(await refusalOf(await workbook(rowXml("1") + rowXml(reference)))).toBe("/file TABLE_BROKEN");
  },
);

test("rows of a sheet that are not there are no rows", async () => {
  const { found } = await read(await workbook(rowXml("1") + rowXml("7") + rowXml("1048576")));
  expect(found.map(([row]) => row)).toEqual([7, 1_048_576]);
});

test.each(["utf-8", "utf-16le"])(
  "the line of Excel that names the delimiter is no row (%s)",
  async (name) => {
    const file = iconv.encode("sep=;\r\na,b;c\r\n1;2\r\n", name, { addBOM: true });
    expect(await read(file)).toMatchObject({ delimiter: ";", columns: ["a,b", "c"], found: [[2, "1", "2"]] });
  },
);

test("half of an XLSX file is refused", async () => {
  const file = await sheet(["a"], ["1"]);
  expect(await refusalOf(file.subarray(0, file.length / 2))).toBe("/file TABLE_BROKEN");
});
