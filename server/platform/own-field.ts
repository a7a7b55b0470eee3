/**
 * The field of a record whose names come from outside, or undefined. A plain `record[name]` finds what every
 * object inherits: a colour may be called `constructor`.
 */
export const ownField = <Value>(
  record: Readonly<Record<string, Value>> | undefined,
  name: string,
): Value | undefined => (record && Object.hasOwn(record, name) ? record[name] : undefined);
