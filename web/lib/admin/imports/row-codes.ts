/** Codes of errors of rows that have words: `imports.codes` of the messages. */
const rowCodes = [
  "REQUIRED",
  "NUMBER",
  "DECIMALS",
  "MINIMUM",
  "MAXIMUM",
  "MAX_LENGTH",
  "MAX_ITEMS",
  "FORMAT",
  "LINE",
  "TEXT",
  "UNKNOWN_VALUE",
  "CANNOT_CLEAR",
  "CELL_ERROR",
  "TOO_MANY_CELLS",
  "DUPLICATE",
  "CONFLICT",
  "AMBIGUOUS",
  "UNKNOWN_SKU",
  "UNKNOWN_LOCATION",
  "UNKNOWN_CATEGORY",
  "UNKNOWN_ATTRIBUTE",
  "UNKNOWN_ADD_ON",
  "SELF",
  "PICTURE_UNKNOWN",
  "NOT_OF_CATEGORY",
  "SKU_TAKEN",
  "SLUG_TAKEN",
  "STOCK_BELOW_RESERVED",
  "BUNDLE_STOCK",
  "CURRENCY",
  "CHANGED",
] as const;

/** The code if it has words. */
export const knownCode = (code: string): (typeof rowCodes)[number] | undefined =>
  rowCodes.find((each) => each === code);
