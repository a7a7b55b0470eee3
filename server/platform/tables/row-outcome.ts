/** What becomes of a row of an import: the same words in every module that takes rows. */
import { type Static, Type } from "typebox";
import type { ActingStaff } from "../audit-log/audit-log.ts";
import { Closed, Nullable, Uuid } from "../schema.ts";

const RowNumber = Type.Integer({ minimum: 1, description: "as a spreadsheet counts" });

export const RowOutcome = Closed({
  row: RowNumber,
  outcome: Type.Enum(["create", "update", "unchanged", "refused"]),
  /** Of a row that is refused. */
  problems: Type.Array(Closed({ field: Type.String(), code: Type.String() })),
});
export type RowOutcome = Static<typeof RowOutcome>;

export const rowOutcome = (row: number, outcome: RowOutcome["outcome"]): RowOutcome => ({
  row,
  outcome,
  problems: [],
});

export const refusedRow = (row: number, field: string, code: string): RowOutcome => ({
  row,
  outcome: "refused",
  problems: [{ field, code }],
});

/** Who committed an import, as one module tells it to another. */
export const ImportingStaff = Closed({
  actor: Closed({ kind: Type.Enum(["member", "key"]), id: Uuid, name: Type.String() }),
  origin: Closed({ ip: Type.String(), userAgent: Nullable(Type.String()), requestId: Type.String() }),
});
export type ImportingStaff = Static<typeof ImportingStaff>;

/** Without what only a request has. */
export const importingStaff = ({ actor, origin }: ActingStaff): ImportingStaff => ({
  actor: { kind: actor.kind, id: actor.id, name: actor.name },
  origin: { ip: origin.ip, userAgent: origin.userAgent, requestId: origin.requestId },
});
