import { type Static, Type } from "typebox";
import { call, contract } from "../../platform/contract/contract.ts";
import { Language } from "../../platform/language.ts";
import { Money } from "../../platform/money.ts";
import { Closed, Nothing, Nullable, Timestamp, Uuid } from "../../platform/schema.ts";
import { Replay, ReplayDays, ReplayVersion } from "./contract/replay.ts";

const MemberRef = Closed({ memberId: Uuid });

/** What is stored of a member, in the export of the member's data. */
export const ExportedInterest = Closed({
  personal: Type.Boolean({ description: "the member is recommended what fits the member" }),
  events: Type.Array(
    Closed({
      type: Type.String(),
      at: Timestamp,
      productId: Nullable(Uuid),
      placement: { ...Nullable(Type.String()), description: "where the product was recommended" },
    }),
  ),
  lists: Type.Array(
    Closed({
      at: Timestamp,
      placement: Type.String(),
      productIds: { ...Type.Array(Uuid), description: "in their order" },
    }),
    { description: "those of the last two weeks of which a copy is kept" },
  ),
  exposures: Type.Array(
    Closed({
      experimentId: Uuid,
      kind: Type.Enum(["holdout", "comparison", "canary"]),
      arm: Type.Enum(["control", "treated"], { description: "`control`: the lists that others get, too" }),
      at: { ...Timestamp, description: "the first time" },
    }),
    { description: "comparisons of lists that the member was part of" },
  ),
});
export type ExportedInterest = Static<typeof ExportedInterest>;

/** What a simulated shopper did. */
export const SimulatedEvent = Closed({
  id: Uuid,
  at: Timestamp,
  type: Type.Enum(["view", "cart", "wish", "purchase", "refund"]),
  productId: Uuid,
  visitorId: Uuid,
  sessionId: Uuid,
  basketId: { ...Nullable(Uuid), description: "of purchases and refunds" },
  quantity: Type.Integer({ minimum: 1, maximum: 1_000 }),
});
export type SimulatedEvent = Static<typeof SimulatedEvent>;

const TrainedModel = Closed({
  runId: Uuid,
  status: Type.Enum(["ready", "rejected", "too_little"]),
  reasons: Type.Array(Type.String()),
  version: Nullable(Type.Integer()),
});

/** What other modules may call. */
export const recommendations = contract(
  "recommendations",
  {
    /** The member's events, the newest first. `complete` is false when there are more than 10,000. */
    exportOf: call({
      input: MemberRef,
      output: Closed({ interest: ExportedInterest, complete: Type.Boolean() }),
      retry: "safe",
    }),
    /**
     * Stores events of simulated shoppers, of any time that events are kept for. They are marked, and staff
     * see that they are there. A repeat changes nothing.
     */
    importSimulated: call({
      input: Closed({ events: Type.Array(SimulatedEvent, { maxItems: 5_000 }) }),
      output: Nothing,
      retry: "safe",
      deadlineMs: 60_000,
    }),
    /**
     * What the mail about an order may recommend to the member who placed it; empty for a guest's. The caller
     * knows who agreed to advertising.
     */
    forMail: call({
      input: Closed({ orderId: Uuid, language: Language, limit: Type.Integer({ minimum: 1, maximum: 12 }) }),
      output: Type.Array(Closed({ slug: Type.String(), name: Type.String(), price: Money })),
      retry: "safe",
      deadlineMs: 3_000,
    }),
    /** The mail with what `forMail` gave was sent to this member, who is now exposed to its experiment. */
    noteMailed: call({ input: MemberRef, output: Nothing, retry: "safe", deadlineMs: 3_000 }),
    /** Trains a model now. Null: another training is under way. */
    train: call({
      input: Closed({ cause: Type.Enum(["nightly", "command", "demo"]) }),
      output: Nullable(TrainedModel),
      retry: "never",
      deadlineMs: 900_000,
    }),
    /**
     * Asks a version, and the champion, for lists that were shown in the last days, and compares them. Throws
     * NOT_FOUND, MODEL_UNUSABLE.
     */
    replay: call({
      input: Closed({ ...ReplayVersion, days: ReplayDays }),
      output: Replay,
      retry: "never",
      deadlineMs: 900_000,
    }),
    /** Writes a hand-off for a program elsewhere (`recommender/spark`) to a folder of the machine. */
    exportHandoff: call({
      input: Closed({ folder: Type.String() }),
      output: Nothing,
      retry: "safe",
      deadlineMs: 900_000,
    }),
    /** Makes a model of a hand-off that came back, through the same gate. Null: a training is under way. */
    importHandoff: call({
      input: Closed({ folder: Type.String() }),
      output: Nullable(TrainedModel),
      retry: "never",
      deadlineMs: 900_000,
    }),
    /** Makes a version the champion. Throws NOT_FOUND, MODEL_UNUSABLE. */
    promote: call({
      input: Closed({ version: Type.Integer(), reason: Type.String() }),
      output: Nothing,
      retry: "safe",
    }),
    /** Exchanges the champion and the one before it. Throws NO_PREVIOUS_MODEL. */
    rollBack: call({ input: Closed({ reason: Type.String() }), output: Nothing, retry: "never" }),
    /** Returns up to 1,000 members with events, in the order of their ids, those after an id. */
    listMembers: call({
      input: Closed({ after: Nullable(Uuid) }),
      output: Closed({ memberIds: Type.Array(Uuid) }),
      retry: "safe",
      deadlineMs: 60_000,
    }),
    /** The member left: deletes what is stored of the member. */
    forgetMember: call({ input: MemberRef, output: Nothing, retry: "safe", deadlineMs: 30_000 }),
  },
  {
    routes: [
      ...["/api/v1/events", "/api/v1/visitor", "/api/v1/recommendations", "/api/v1/admin/recommendations"],
      // MLflow's clients read the registry here.
      ...["/api/2.0/mlflow", "/api/2.0/mlflow-artifacts"],
    ],
  },
);

/** The topic (platform/db/changes.ts) on which every process learns that staff changed the rules. */
export const RULES_CHANGED = "recommendations.rules";
/** The topic on which every process learns that another version makes the lists. */
export const MODELS_CHANGED = "recommendations.models";
/** The topic on which every process learns that an experiment begins, grows or ends. */
export const EXPERIMENTS_CHANGED = "recommendations.experiments";

export type RecommendationError =
  | "NOT_FOUND"
  | "TOO_MANY_REQUESTS"
  | "RULE_LIMIT"
  | "NO_PREVIOUS_MODEL"
  | "NOT_CHAMPION"
  | "ALREADY_CHAMPION"
  | "EXPERIMENT_RUNNING"
  | "MODEL_UNUSABLE"
  | "REPLAY_RUNNING";
