/** What the API takes and shows of imports. */
import { Type } from "typebox";
import { Closed, Line, Nullable, Timestamp, Uuid } from "../../platform/schema.ts";
import { importKinds } from "./fields.ts";

export const KindInput = Type.Enum([...importKinds], {
  description: "what the file holds",
});

export const MappingInput = Type.Record(Type.String(), Line(32_767), {
  description: "the name of a column of the file, by the name of a field",
});

const Counts = {
  create: Type.Integer({ description: "rows that make something new" }),
  update: Type.Integer({ description: "rows that change something" }),
  unchanged: Type.Integer({ description: "rows that say what is there already" }),
};

const RowError = Closed({
  row: Type.Integer({ description: "as a spreadsheet counts; the header is 1 in most files" }),
  field: Type.String({ description: "empty: the row as a whole" }),
  column: Nullable(Type.String({ description: "the name of the column in the file" })),
  value: Nullable(Type.String({ description: "the first 200 characters" })),
  code: Type.String({
    description:
      "REQUIRED, NUMBER, DECIMALS, MINIMUM, MAXIMUM, MAX_LENGTH, MAX_ITEMS, FORMAT, LINE, TEXT, " +
      "UNKNOWN_VALUE, CANNOT_CLEAR, CELL_ERROR, TOO_MANY_CELLS, DUPLICATE, CONFLICT, AMBIGUOUS, " +
      "UNKNOWN_SKU, UNKNOWN_LOCATION, UNKNOWN_CATEGORY, UNKNOWN_ATTRIBUTE, NOT_OF_CATEGORY, SKU_TAKEN, " +
      "SLUG_TAKEN, STOCK_BELOW_RESERVED, BUNDLE_STOCK, CHANGED, SELF, UNKNOWN_ADD_ON, PICTURE_UNKNOWN, " +
      "UNKNOWN_ORDER or NOTHING_TO_SEND",
  }),
});

export const RowErrors = {
  errors: Type.Array(RowError, { description: "the first 500" }),
  errorCount: Type.Integer({ description: "all; `GET …/errors` has them as CSV" }),
};

export const Import = Closed({
  id: Uuid,
  kind: Type.Enum([...importKinds]),
  status: Type.Enum(["uploaded", "checked", "running", "done", "failed"]),
  fileName: Type.String(),
  format: Type.Enum(["csv", "xlsx"]),
  encoding: Nullable(Type.String({ description: "null: XLSX" })),
  delimiter: Nullable(Type.String()),
  rows: Type.Integer({ description: "below the header, without blank ones" }),
  columns: Type.Array(Type.String()),
  sample: Type.Array(Type.Array(Type.String()), { description: "the first rows" }),
  fields: Type.Array(
    Closed({
      name: Type.String(),
      title: Type.String({ description: "in the language of the request" }),
      required: Type.Boolean(),
    }),
    { description: "what a file of this kind may hold" },
  ),
  mapping: Type.Record(Type.String(), Type.String(), {
    description: "of the last dry run; before it a suggestion. The column of each field",
  }),
  remembered: Type.Boolean({ description: "the mapping is that of an earlier file with these columns" }),
  check: Nullable(Closed({ ...Counts, refused: Type.Integer({ description: "rows with an error" }) })),
  result: Closed({
    ...Counts,
    refused: Type.Integer({ description: "rows with an error: they were skipped" }),
  }),
  progress: Closed({ done: Type.Integer({ description: "rows" }), total: Type.Integer() }),
  ...RowErrors,
  createdAt: Timestamp,
  committedAt: Nullable(Timestamp),
  finishedAt: Nullable(Timestamp),
});

export const DryRun = Closed({
  ...Counts,
  refused: Type.Integer({ description: "rows with an error; a commit skips them" }),
  ...RowErrors,
  token: Type.String({ description: "commits this dry run, until the next one" }),
});

export const ImportCard = Closed({
  id: Uuid,
  kind: Type.Enum([...importKinds]),
  status: Type.Enum(["uploaded", "checked", "running", "done", "failed"]),
  fileName: Type.String(),
  rows: Type.Integer(),
  result: Closed({ ...Counts, refused: Type.Integer() }),
  createdAt: Timestamp,
  finishedAt: Nullable(Timestamp),
});
