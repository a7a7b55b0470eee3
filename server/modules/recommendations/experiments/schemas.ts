import { Type } from "typebox";
import { Closed, Line, Nullable, Timestamp, Uuid } from "../../../platform/schema.ts";
import { BUCKETS } from "./buckets.ts";
import { experimentKinds, outcomeMetrics } from "./judge.ts";

const Share = Type.Integer({
  minimum: 1,
  maximum: BUCKETS - 1,
  description: `of ${BUCKETS} persons, how many are treated`,
});

const Outcome = Closed({
  metric: Type.Enum([...outcomeMetrics], {
    description:
      "part of the persons who clicked a recommended product, put something into the cart, or bought; " +
      "`revenue`: of each person, minor units",
  }),
  control: Type.Number({ description: "mean over the persons" }),
  treated: Type.Number(),
  interval: Nullable(
    Closed({
      low: Type.Number({ description: "treated less control; holds at every look (95 %)" }),
      high: Type.Number(),
    }),
  ),
});

export const Experiment = Closed({
  id: Uuid,
  name: Type.String(),
  kind: Type.Enum([...experimentKinds], {
    description:
      "`holdout`: the treated get no learned lists, always; `comparison`: until staff end it; `canary`: " +
      "to 5 %, then 50 %, then all, and back by itself when it is worse",
  }),
  version: { ...Nullable(Type.Integer()), description: "of the model of the treated" },
  share: Share,
  status: Type.Enum(["running", "stopped", "won"]),
  reason: {
    ...Nullable(Type.String()),
    description:
      "why it ended: `sample_ratio`, `worse`, `errors`, `slow`, `promoted`, `champion_changed`, " +
      "or words of staff",
  },
  startedBy: Type.String(),
  startedAt: Timestamp,
  endedAt: Nullable(Timestamp),
  persons: Closed({ control: Type.Integer(), treated: Type.Integer() }),
  ratioIsBroken: Type.Boolean({ description: "persons are not divided by chance: believe nothing of it" }),
  outcomes: Type.Array(Outcome),
});

export const Experiments = Closed({ items: Type.Array(Experiment) });

export const NewExperiment = Closed({
  name: Line(80),
  kind: Type.Enum(["comparison", "canary"]),
  version: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
  share: Type.Optional({ ...Share, default: 5_000, description: "of a comparison" }),
});

export const ExperimentStop = Closed({ reason: Line(200) });
