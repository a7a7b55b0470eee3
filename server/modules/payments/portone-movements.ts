/** PortOne's list of payments: `GET /payments` with its request in the query, page after page. Pure. */
import { type Static, Type } from "typebox";
import { Compile } from "typebox/compile";
import type { ListedMovement, MovementList } from "./provider.ts";
import type { ProviderResponse } from "./provider-http.ts";

const Item = Type.Object({
  id: Type.String(),
  status: Type.String(),
  amount: Type.Object({ total: Type.Integer() }),
  paidAt: Type.Optional(Type.String()),
  cancellations: Type.Optional(
    Type.Array(
      Type.Object({
        status: Type.String(),
        totalAmount: Type.Integer(),
        requestedAt: Type.String(),
        cancelledAt: Type.Optional(Type.String()),
      }),
    ),
  ),
});
type Item = Static<typeof Item>;
const isPage = Compile(
  Type.Object({ items: Type.Array(Item), page: Type.Object({ totalCount: Type.Integer() }) }),
);

const PAGE = 1_000;
const MAX_PAGES = 200;

/** What moved in the time. Payments that changed since its end are read as well: a refund changes them. */
export async function listPortoneMovements(
  get: (requestBody: object) => Promise<ProviderResponse | null>,
  from: Date,
  to: Date,
): Promise<MovementList> {
  const movements: ListedMovement[] = [];
  const filter = { timestampType: "STATUS_CHANGED_AT", from: from.toISOString() };
  for (let number = 0; number < MAX_PAGES; number += 1) {
    const response = await get({ page: { number, size: PAGE }, filter });
    if (response?.status !== 200 || !isPage.Check(response.json))
      return { kind: "unclear", code: response ? `HTTP_${response.status}` : "NO_ANSWER" };
    const { items, page } = response.json;
    movements.push(...items.flatMap(movementsOf).filter(({ at }) => isWithin(at, from, to)));
    if ((number + 1) * PAGE >= page.totalCount) return { kind: "listed", movements };
  }
  return { kind: "unclear", code: "TOO_MANY" };
}

function movementsOf({ id: providerOrderId, amount, paidAt, cancellations = [] }: Item): ListedMovement[] {
  if (paidAt === undefined) return [];
  const done = cancellations.filter(({ status }) => status === "SUCCEEDED");
  return [
    { providerOrderId, kind: "capture", amount: amount.total, at: paidAt },
    ...done.map(({ totalAmount, requestedAt, cancelledAt = requestedAt }) => ({
      providerOrderId,
      kind: "refund" as const,
      amount: totalAmount,
      at: cancelledAt,
    })),
  ];
}

function isWithin(at: string, from: Date, to: Date): boolean {
  const moment = new Date(at);
  return moment >= from && moment < to;
}
