/** What requests about recommendations hold, and what they are answered. */
import { Type } from "typebox";
import { Closed, Line, Nullable, Timestamp, Uuid } from "../../platform/schema.ts";
import { cardFields } from "../catalog/contract/card.ts";
import { eventTypes, placements } from "./interactions.ts";
import { levels, reasonKinds } from "./ladder.ts";

export const Placement = Type.Enum([...placements]);

const UUID = "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}";
/** Ids with commas. */
const Ids = (most: number, description: string) =>
  Type.String({
    pattern: `^(${UUID}(,${UUID}){0,${most - 1}})?$`,
    maxLength: most * 37,
    description: `ids with commas, ${most} at most: ${description}`,
  });

const IdOrSlug = Type.String({ pattern: "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", maxLength: 120 });

export const Event = Closed({
  id: { ...Uuid, description: "of the client; a repeat changes nothing" },
  type: { ...Type.Enum([...eventTypes]), description: "a browser's purchases and refunds are left out" },
  at: { ...Timestamp, description: "left out when it is older than 7 days or in the future" },
  productId: Type.Optional({ ...Uuid, description: "of every event but a search" }),
  quantity: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
  placement: Type.Optional(Placement),
  position: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000, description: "in the list, from 0" })),
  requestId: Type.Optional(
    Type.String({ pattern: "^[A-Za-z0-9-]{1,64}$", description: "of the answer with the product" }),
  ),
});

export const EventBatch = Closed({
  events: Type.Array(Event, { minItems: 1, maxItems: 100 }),
  session: Type.Optional({ ...Uuid, description: "of the browser's tab; kept only with consent" }),
});

export const RecommendationQuery = Closed({
  productId: Type.Optional({ ...Uuid, description: "the product of the page" }),
  kind: Type.Optional(
    Type.Enum(["similar", "together"], {
      default: "similar",
      description: "of a product: what is like it, or what is bought with it",
    }),
  ),
  category: Type.Optional({ ...IdOrSlug, description: "of the page: a slug, or an id" }),
  q: Type.Optional(
    Type.String({
      maxLength: 200,
      description:
        "of `search`: the first products of this search; with consent, those that are found equally well " +
        "come in the order that fits the person",
    }),
  ),
  recent: Type.Optional(Ids(20, "what this visit looked at, or what is in the cart, the newest first")),
  without: Type.Optional(Ids(100, "products that are on the page already")),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 12 })),
});

export const ShownReason = Closed({
  kind: Type.Enum([...reasonKinds]),
  productId: Type.Optional({ ...Uuid, description: "what led here" }),
});

export const Recommendations = Closed({
  items: Type.Array(Closed({ ...cardFields, reason: ShownReason })),
  model: Nullable(Type.String({ description: "the version of the model; null: no model had a part in it" })),
  level: {
    ...Type.Enum([...levels]),
    description: "the first source that had something, from what knows the shopper best to `shop`",
  },
  requestId: Type.String({ description: "for the events about this list" }),
});

export const VisitorChoice = Closed({
  personal: Type.Boolean({ description: "what the visitor looks at is kept, to recommend what fits" }),
});

export const VisitorState = Closed({
  ...VisitorChoice.properties,
  keptDays: Type.Integer({ description: "for so long events are kept, with or without a person" }),
});

export const Rule = Closed({
  id: Uuid,
  kind: Type.Enum(["pin", "boost", "bury"]),
  placement: { ...Nullable(Placement), description: "null: everywhere" },
  productId: Uuid,
  productName: { ...Nullable(Type.String()), description: "null: it is not shown any more" },
  reason: Type.String(),
  createdAt: Timestamp,
  createdBy: Type.String(),
});

export const NewRule = Closed({
  kind: Type.Enum(["pin", "boost", "bury"], {
    description: "first in every list, more often, or hardly",
  }),
  placement: Type.Optional({ ...Placement, description: "default: everywhere" }),
  productId: Uuid,
  reason: Line(200),
});
