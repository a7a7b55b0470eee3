/** What staff see of models, runs and rules. */
import { Type } from "typebox";
import { Closed, Line, Nullable, Timestamp, Uuid } from "../../platform/schema.ts";
import { aliasNames, runCauses } from "./aliases.ts";
import { Placement, Recommendations } from "./schemas.ts";

const Alias = Type.Enum([...aliasNames]);

const Metrics = Type.Record(Type.String(), Type.Number(), {
  description:
    "by name, measured on data that the model had not seen. `champion.*`: of the champion, on the same data",
});

const ModelVersion = Closed({
  version: Type.Integer(),
  aliases: Type.Array(Alias),
  runId: Uuid,
  sha256: Type.String({ description: "of its file" }),
  bytes: Type.Integer(),
  createdAt: Timestamp,
});

const Run = Closed({
  id: Uuid,
  cause: Type.Enum([...runCauses]),
  status: {
    ...Type.Enum(["running", "ready", "rejected", "too_little", "failed"]),
    description: "`rejected`: by the gate",
  },
  reasons: Type.Array(Type.String(), { description: "of the gate, or why it failed" }),
  snapshot: Nullable(
    Closed({
      sha256: Type.String(),
      asOf: Timestamp,
      interactions: Type.Integer(),
      items: Type.Integer(),
      newest: Type.Optional({
        ...Nullable(Timestamp),
        description: "of the newest interaction; null: there was none",
      }),
    }),
  ),
  metrics: Metrics,
  seed: Type.Integer(),
  hasReport: Type.Boolean(),
  startedAt: Timestamp,
  endedAt: Nullable(Timestamp),
});

export const ModelRegistry = Closed({
  serving: {
    ...Nullable(Type.String()),
    description: "the version in the memory of this process; null: what is popular and alike serves",
  },
  interactions: Type.Integer({ description: "of the last weeks" }),
  leastInteractions: Type.Integer({ description: "a model needs as many" }),
  simulated: Type.Boolean({ description: "events of simulated shoppers are among those stored" }),
  versions: Type.Array(ModelVersion, { description: "the newest first, 50 at most" }),
  runs: Type.Array(Run, { description: "the newest first, 50 at most" }),
  history: Type.Array(
    Closed({
      alias: Alias,
      from: Nullable(Type.Integer()),
      to: Type.Integer(),
      by: Type.String(),
      reason: Type.String(),
      at: Timestamp,
    }),
    { description: "of the aliases, the newest first, 50 at most" },
  ),
});

export const VersionParams = Closed({ version: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) });
export const Promotion = Closed({
  alias: Type.Enum(["champion", "challenger"], { description: "`champion` makes the lists" }),
  reason: Line(200),
});
export const RollBack = Closed({
  reason: Line(200),
  from: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 2_147_483_647,
      description: "the champion that is left; when another serves already, nothing moves",
    }),
  ),
});

export const PreviewQuery = Closed({
  visitor: Type.Optional({ ...Uuid, description: "a member, or a guest who agreed; without: a stranger" }),
  placement: Type.Optional({ ...Placement, default: "home" }),
  productId: Type.Optional(Uuid),
});

export const Preview = Closed({
  list: Recommendations,
  history: Type.Array(
    Closed({
      productId: Uuid,
      name: Nullable(Type.String()),
      type: Type.Enum(["view", "cart", "wish", "purchase"]),
      at: Timestamp,
    }),
    { description: "what is known of the visitor, the newest first, 50 at most" },
  ),
});

export const RecentVisitors = Closed({
  items: Type.Array(
    Closed({
      id: { ...Uuid, description: "for the preview" },
      at: { ...Timestamp, description: "of the last interaction" },
      interactions: { ...Type.Integer(), description: "among the shop's last" },
    }),
    { description: "members and guests who agreed, the last active first, 8 at most" },
  ),
});
