/** Who of the staff acts, as one module tells it to another. */
import { type Static, Type } from "typebox";
import { Closed, Nullable, Uuid } from "../schema.ts";
import type { ActingStaff } from "./audit-log.ts";

export const StaffInCall = Closed({
  actor: Closed({ kind: Type.Enum(["member", "key"]), id: Uuid, name: Type.String() }),
  origin: Closed({ ip: Type.String(), userAgent: Nullable(Type.String()), requestId: Type.String() }),
});

/** Without what only a request has. */
export const staffInCall = ({ actor, origin }: ActingStaff): Static<typeof StaffInCall> => ({
  actor: { kind: actor.kind, id: actor.id, name: actor.name },
  origin: { ip: origin.ip, userAgent: origin.userAgent, requestId: origin.requestId },
});
