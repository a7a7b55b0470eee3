/** Which events of browsers are stored, and how much each says about a product. Pure. */

export const eventTypes = [
  "view",
  "impression",
  "click",
  "cart",
  "wish",
  "purchase",
  "refund",
  "search",
] as const;
export type EventType = (typeof eventTypes)[number];

export const placements = ["home", "product", "cart", "order", "category", "search", "mail"] as const;
export type Placement = (typeof placements)[number];

/** An event as a browser sends it. */
export interface SentEvent {
  readonly id: string;
  readonly type: EventType;
  readonly at: string;
  readonly productId?: string;
  readonly quantity?: number;
  readonly placement?: Placement;
  readonly position?: number;
  readonly requestId?: string;
}

/** The person an event belongs to, who has agreed to that. */
export interface EventOwner {
  readonly kind: "member" | "visitor";
  readonly id: string;
}

/** What a person did with a product last; `at` in milliseconds. */
export interface Done {
  readonly productId: string;
  readonly type: "view" | "cart" | "wish" | "purchase";
  readonly at: number;
}

/** An event as it is stored. */
export interface StoredEvent {
  readonly id: string;
  readonly at: string;
  readonly type: EventType;
  readonly productId: string | null;
  readonly memberId: string | null;
  readonly visitorId: string | null;
  readonly sessionId: string | null;
  readonly basketId: string | null;
  readonly quantity: number;
  readonly placement: string | null;
  readonly position: number | null;
  readonly requestId: string | null;
  /** Purchases: what was paid for the pieces, minor units. */
  readonly amount?: number;
}

const DAY_MS = 86_400_000;
/** A phone may send what it kept while it had no network. */
export const OLDEST_MS = 7 * DAY_MS;
/** Clocks of browsers are wrong by minutes. */
const FUTURE_MS = 5 * 60_000;

/** Events that only the shop itself reports: a browser cannot say what was bought. */
const OWN_TYPES: ReadonlySet<EventType> = new Set(["purchase", "refund"]);

export interface Sender {
  /** Null: no consent, so nothing that names a person is kept. */
  readonly person: EventOwner | null;
  readonly session: string | null;
  /** Whether shoppers see the product: of others nothing can have happened. */
  readonly isShown: (productId: string) => boolean;
}

/**
 * Returns the events that are kept: the first of each id, at a time that can be true, of a type that a
 * browser may report, about a product of the shop. Without a person they keep nothing that ties two of them
 * together.
 */
export function acceptEvents(sent: readonly SentEvent[], sender: Sender, now: Date): StoredEvent[] {
  const known = new Set<string>();
  return sent.flatMap((event) => {
    const at = new Date(event.at);
    const age = now.getTime() - at.getTime();
    const needsProduct = event.type !== "search";
    if (age > OLDEST_MS || age < -FUTURE_MS || OWN_TYPES.has(event.type)) return [];
    if (needsProduct && event.productId === undefined) return [];
    if (event.productId !== undefined && !sender.isShown(event.productId)) return [];
    // PostgreSQL reads both cases as one id.
    const id = event.id.toLowerCase();
    if (known.has(id)) return [];
    known.add(id);
    return [
      {
        id,
        // A clock that is ahead makes nothing newer than it is.
        at: (age < 0 ? now : at).toISOString(),
        type: event.type,
        productId: event.productId ?? null,
        ...ownerOf(sender),
        basketId: null,
        quantity: event.quantity ?? 1,
        placement: event.placement ?? null,
        position: event.position ?? null,
        requestId: sender.person ? (event.requestId ?? null) : null,
      },
    ];
  });
}

const ownerOf = ({ person, session }: Sender) => ({
  memberId: person?.kind === "member" ? person.id : null,
  visitorId: person?.kind === "visitor" ? person.id : null,
  sessionId: person ? session : null,
});

/** How much an event says about a product: a purchase as much as five looks. A refund takes that back. */
export const WEIGHTS: Readonly<Partial<Record<EventType, number>>> = {
  view: 1,
  click: 1,
  wish: 2,
  cart: 3,
  purchase: 5,
  refund: -5,
};
