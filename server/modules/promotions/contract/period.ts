/** When something counts, as staff send it. Pure. */
import { Type } from "typebox";
import { type InputProblem, inputProblem } from "../../../platform/errors.ts";
import { Closed, OrNull, Timestamp } from "../../../platform/schema.ts";

export const Period = Closed({
  startsAt: Type.Optional({ ...OrNull(Timestamp), description: "it applies from this moment on" }),
  endsAt: Type.Optional({ ...OrNull(Timestamp), description: "it applies until just before this moment" }),
});

interface Bounds {
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
}

export const periodProblems = ({ startsAt, endsAt }: Bounds): InputProblem[] =>
  startsAt && endsAt && endsAt <= startsAt
    ? [inputProblem("/period/endsAt", "MINIMUM", { limit: startsAt.toISOString() })]
    : [];

export const momentOf = (text: string | null | undefined): Date | null =>
  text == null ? null : new Date(text);
