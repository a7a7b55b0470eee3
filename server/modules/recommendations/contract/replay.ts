/** What a model would have shown in place of the lists that were shown. */
import { Type } from "typebox";
import { Closed, Nullable } from "../../../platform/schema.ts";

export const ReplayVersion = { version: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) };
/** Samples of lists are kept for as many. */
export const ReplayDays = Type.Integer({ minimum: 1, maximum: 14 });

const comparison = {
  lists: Type.Integer(),
  overlapAt4: Type.Number({
    description: "of what was shown in so many places, the share that is there again",
  }),
  overlapAt12: Type.Number(),
  changedFirst: Type.Number({ description: "share of the lists with another first product" }),
};
const Bounds = Closed({ mean: Type.Number(), low: Type.Number(), high: Type.Number() });
const ReplayFigures = Closed({
  ...comparison,
  byPlacement: Type.Array(Closed({ placement: Type.String(), ...comparison })),
  coverage: Type.Number({ description: "share of the products in stock that are in some list" }),
  empty: Type.Number(),
  p50Ms: Type.Number({ description: "of a list, in the process that asks" }),
  p99Ms: Type.Number(),
  clicks: Nullable(
    Closed({
      lists: Type.Integer({ description: "of which it is known what was seen and clicked" }),
      known: Type.Number({ description: "share of their places whose product was shown then" }),
      shown: { ...Bounds, description: "clicks of a list as it was; 95 %" },
      expected: { ...Bounds, description: "by the position-based click model; see replay/figures.ts" },
      difference: Bounds,
    }),
  ),
});

export const Replay = Closed({
  version: Type.Integer(),
  days: Type.Integer(),
  figures: ReplayFigures,
  champion: {
    ...Nullable(Closed({ version: Type.Integer(), figures: ReplayFigures })),
    description: "null: the version is the champion, or there is none",
  },
});
