/** Exports: pages of catalog and inventory as rows of a table, as fast as the client receives them. */
import type { Readable } from "node:stream";
import { Readable as NodeReadable } from "node:stream";
import { BYTE_ORDER_MARK, csvLine } from "../../../platform/csv.ts";
import type { Language } from "../../../platform/language.ts";
import { type TableCell, xlsxFile } from "../../../platform/tables/xlsx-file.ts";
import type { ExportedProduct } from "../../catalog/contract/import-rows.ts";
import { writeAmount, writeList, writeText, writeYesNo } from "../cells.ts";
import type { ImportsContext } from "../context.ts";
import { type ExportKind, moreColumns } from "../fields.ts";
import { findFields } from "./find-fields.ts";

export type ExportFormat = "csv" | "xlsx";

/** Opens stock alone: what is there is in the export of stock. */
const NOT_EXPORTED = new Set(["stock", "reason"]);

type Values = Readonly<Record<string, TableCell | undefined>>;

/** Returns the file in pieces. Its columns are named in the language; an import reads both. */
export function exportFile(
  context: ImportsContext,
  kind: ExportKind,
  format: ExportFormat,
  language: Language,
): Readable {
  const rows = tableOf(context, kind, format, language);
  return format === "xlsx" ? xlsxFile(rows) : NodeReadable.from(csvOf(rows));
}

async function* csvOf(rows: AsyncIterable<readonly TableCell[]>): AsyncGenerator<string> {
  let chunk = BYTE_ORDER_MARK;
  for await (const cells of rows) {
    chunk += csvLine(cells.map((cell) => (cell === null ? null : String(cell))));
    if (chunk.length < 64 * 1024) continue;
    yield chunk;
    chunk = "";
  }
  if (chunk !== "") yield chunk;
}

async function* tableOf(
  context: ImportsContext,
  kind: ExportKind,
  format: ExportFormat,
  language: Language,
): AsyncGenerator<TableCell[]> {
  const all = await findFields(context, kind);
  const fields = all.filter(({ name }) => !NOT_EXPORTED.has(name));
  const columns = [...fields, ...moreColumns[kind]];
  const forms = new Map(fields.map(({ name, form }) => [name, form]));
  yield columns.map(({ title }) => title[language]);
  const values = kind === "stock" ? levels(context) : variants(context);
  for await (const each of values) {
    yield columns.map(({ name }) => {
      const value = forms.get(name) === "yesNo" ? yesNo(each[name]) : (each[name] ?? null);
      return typeof value === "string" ? writeText(value, format) : value;
    });
  }
}

const yesNo = (value: TableCell | undefined): TableCell =>
  typeof value === "string" ? writeYesNo(value) : null;

async function* levels({ inventory }: ImportsContext): AsyncGenerator<Values> {
  for (let page = await inventory.exportLevels({ after: null }); ; ) {
    for (const { sku, location, onHand, reserved } of page.items) yield { sku, location, onHand, reserved };
    if (page.next === null) return;
    page = await inventory.exportLevels({ after: page.next });
  }
}

async function* variants(context: ImportsContext): AsyncGenerator<Values> {
  const { catalog, currency } = context;
  const amount = (minor: number): TableCell => {
    const text = writeAmount(minor, currency);
    return text.includes(".") ? text : minor;
  };
  for (let page = await catalog.exportProducts({ after: null }); ; ) {
    for (const product of page.items) yield* rowsOf(product, amount);
    if (page.next === null) return;
    page = await catalog.exportProducts({ after: page.next });
  }
}

function* rowsOf(
  { variants: all, categories, tags, attributes, addOns, ...product }: ExportedProduct,
  amount: (minor: number) => TableCell,
): Generator<Values> {
  const values = Object.entries(attributes).map(([code, cell]): [string, string] => [
    `attributes.${code}`,
    Array.isArray(cell) ? writeList(cell) : cell,
  ]);
  for (const { sku, options, price, compareAtPrice } of all) {
    const named = options.flatMap(({ name, value }, at): [string, string][] => [
      [`option${at + 1}Name`, name],
      [`option${at + 1}Value`, value],
    ]);
    yield {
      ...product,
      sku,
      ...Object.fromEntries([...named, ...values]),
      categories: writeList(categories),
      tags: writeList(tags),
      addOns: writeList(addOns),
      price: amount(price),
      compareAtPrice: compareAtPrice === null ? null : amount(compareAtPrice),
    };
  }
}
