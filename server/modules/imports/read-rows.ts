/** Reads rows of a file as rows that other modules take: by the mapping and their schemas. Pure. */
import type { TSchema } from "typebox";
import { bodyReader } from "../../platform/http/validation.ts";
import type { Currency } from "../../platform/money.ts";
import { Closed } from "../../platform/schema.ts";
import { storable, type TableRow } from "../../platform/tables/table.ts";
import { type ImportedProductRow, importedFields } from "../catalog/contract/import-rows.ts";
import {
  type ImportedStockRow,
  ImportedStockRow as StockRowSchema,
} from "../inventory/contract/import-rows.ts";
import {
  type ImportedParcelRow,
  ImportedParcelRow as ParcelRowSchema,
} from "../orders/contract/parcel-rows.ts";
import { readCell } from "./cells.ts";
import { attributeCodeOf, type ImportField, type ImportKind } from "./fields.ts";
import type { ColumnMapping } from "./mapping.ts";

export interface CellProblem {
  readonly row: number;
  readonly field: string;
  /** Null: the row as a whole. */
  readonly column: string | null;
  readonly value: string | null;
  readonly code: string;
}

/** What a row is about: of two rows about the same, the second one is refused. */
interface KeyedRow {
  readonly key: string;
}
export type ReadProductRow = KeyedRow & { readonly product: Omit<ImportedProductRow, "group"> };
export type ReadStockRow = KeyedRow & { readonly stock: ImportedStockRow };
export type ReadParcelRow = KeyedRow & { readonly parcel: ImportedParcelRow };
export type ReadableRow = ReadProductRow | ReadStockRow | ReadParcelRow;

export interface RowReader {
  /** Returns the row, or what is wrong with it. */
  read(row: TableRow): ReadableRow | readonly CellProblem[];
  /** The problem of a row at a field, with its column and value. */
  problem(row: TableRow, field: string, code: string): CellProblem;
}

const { row: _stockRow, ...stockFields } = StockRowSchema.properties;
const { row: _parcelRow, ...parcelFields } = ParcelRowSchema.properties;
const schemas: Readonly<Record<ImportKind, TSchema>> = {
  products: Closed(importedFields),
  prices: Closed(importedFields),
  stock: Closed(stockFields),
  tracking: Closed(parcelFields),
};
const checks = Object.fromEntries(
  Object.entries(schemas).map(([kind, schema]) => [kind, bodyReader(schema)]),
) as Record<ImportKind, ReturnType<typeof bodyReader>>;

/** The longest value that a problem repeats. */
const SHOWN_CHARACTERS = 200;
const DEFAULT_LOCATION = "main";

/** How the rows of a file are read. */
export interface RowReading {
  readonly kind: ImportKind;
  readonly fields: readonly ImportField[];
  readonly columns: readonly string[];
  readonly mapping: ColumnMapping;
  /** Of all amounts. */
  readonly currency: Currency;
}

export function rowReader({ kind, fields, columns, mapping, currency }: RowReading): RowReader {
  const places = fields.flatMap((field) => {
    const at = columns.indexOf(mapping[field.name] ?? "");
    return at < 0 ? [] : [{ field, at }];
  });
  const placeOf = new Map(places.map(({ field, at }) => [field.name, at]));

  function problem({ row, cells }: TableRow, field: string, code: string): CellProblem {
    const at = placeOf.get(field);
    if (at === undefined) return { row, field, column: null, value: null, code };
    const value = storable((cells[at] ?? "").slice(0, SHOWN_CHARACTERS));
    return { row, field, column: columns[at] ?? null, value, code };
  }

  function read(row: TableRow): ReadableRow | readonly CellProblem[] {
    if (row.cells.slice(columns.length).some((cell) => cell.trim() !== ""))
      return [problem(row, "", "TOO_MANY_CELLS")];
    const { values, codes } = readFields(row, places, currency);
    if (codes.size > 0) return [...codes].map(([field, code]) => problem(row, field, code));
    const checked = checks[kind](shaped(kind, values));
    if ("value" in checked) return readable(kind, row.row, checked.value as Values);
    const found = new Map(checked.problems.map(({ pointer, code }) => [fieldAt(pointer), code]));
    return [...found].map(([field, code]) => problem(row, field, code));
  }
  return { read, problem };
}

type Values = Record<string, unknown>;

function readFields(
  { cells }: TableRow,
  places: readonly { readonly field: ImportField; readonly at: number }[],
  currency: Currency,
) {
  const values: Values = {};
  const codes = new Map<string, string>();
  for (const { field, at } of places) {
    const reading = readCell(cells[at] ?? "", field.form, currency);
    if (reading === null) {
      if (field.required) codes.set(field.name, "REQUIRED");
    } else if ("code" in reading) codes.set(field.name, reading.code);
    else if (reading.value === null && !isClearable(field.name)) codes.set(field.name, "CANNOT_CLEAR");
    else values[field.name] = reading.value;
  }
  return { values, codes };
}

const isClearable = (field: string): boolean => CLEARABLE.has(field) || attributeCodeOf(field) !== null;

const CLEARABLE = new Set([
  "description",
  "descriptionHtml",
  "brand",
  "compareAtPrice",
  "maxQuantity",
  "addOnHeading",
  "addOnHeadingEn",
  "nameEn",
  "brandEn",
  "descriptionEn",
  "descriptionHtmlEn",
]);

/** As the schema has it: options are one field, attributes too, and stock lies at a location. */
function shaped(kind: ImportKind, values: Values): Values {
  if (kind === "stock") return { location: DEFAULT_LOCATION, ...values };
  const all = Object.entries(values);
  const attributes = all.flatMap(([name, value]) => {
    const code = attributeCodeOf(name);
    return code === null ? [] : [[code, value]];
  });
  const rest = all.filter(([name]) => !/^option\d/.test(name) && attributeCodeOf(name) === null);
  const options = [1, 2, 3].flatMap((number) => {
    const [name, value] = [values[`option${number}Name`], values[`option${number}Value`]];
    // A name without a value says nothing of this variant.
    return value === undefined ? [] : [{ ...(name === undefined ? {} : { name }), value }];
  });
  return {
    ...Object.fromEntries(rest),
    ...(options.length > 0 ? { options } : {}),
    ...(attributes.length > 0 ? { attributes: Object.fromEntries(attributes) } : {}),
  };
}

/** `/options/1/value` is the field `option2Value`, `/attributes/size` is `attributes.size`. */
function fieldAt(pointer: string): string {
  const [, field = "", at = "", part = ""] = pointer.split("/");
  if (field === "attributes") return `attributes.${at}`;
  if (field !== "options") return field;
  return `option${Number(at) + 1}${part === "name" ? "Name" : "Value"}`;
}

function readable(kind: ImportKind, row: number, values: Values): ReadableRow {
  if (kind === "stock") {
    const stock = { row, ...values } as ImportedStockRow;
    return { key: `${stock.sku}\n${stock.location}`, stock };
  }
  // Files of carriers have a row for each line of an order: all but the first one find their parcel sent.
  if (kind === "tracking") return { key: `row ${row}`, parcel: { row, ...values } as ImportedParcelRow };
  const product = { row, ...values } as ReadProductRow["product"];
  return { key: product.sku, product };
}
