import fc from "fast-check";
import { expect, test } from "vitest";
import { replacementsBack } from "./replacements.ts";

const line = (restocked: number, canceled = 0) => ({ id: "a", quantity: 2, canceled, restocked });
const exchange = (id: string, received: number, at: string) => ({
  ...({ id, kind: "exchange", status: "done" } as const),
  lines: [{ lineId: "a", received }],
  steps: [{ type: "claim_done", at: `2026-12-0${at}T00:00:00.000Z` }],
});

test("what is back within the pieces that were bought is no replacement", () => {
  expect(replacementsBack([line(2)], [exchange("x", 2, "1")])).toEqual([]);
});

test("the exchange that was done first has its replacements back first", () => {
  const claims = [exchange("x", 1, "2"), exchange("y", 2, "1")];
  expect(replacementsBack([line(4)], claims)).toEqual([
    { claimId: "y", pieces: [{ lineId: "a", sent: 2, kept: 0 }] },
  ]);
  expect(replacementsBack([line(4, 1)], claims)).toHaveLength(2);
});

test("no exchange has fewer back when more comes back, is canceled or is exchanged", () => {
  const backOf = (restocked: number, canceled: number, claims: ReturnType<typeof exchange>[]) =>
    new Map(
      replacementsBack([line(restocked, canceled)], claims).map(({ claimId, pieces }) => [
        claimId,
        pieces.reduce((sum, { sent, kept }) => sum + sent - kept, 0),
      ]),
    );
  const count = fc.integer({ min: 0, max: 3 });
  fc.assert(
    fc.property(fc.array(count, { maxLength: 5 }), count, count, count, (sent, restocked, more, canceled) => {
      const claims = sent.map((received, at) => exchange(`x${at}`, received, String(at + 1)));
      const before = backOf(restocked, 0, claims.slice(0, -1));
      const after = backOf(restocked + more, Math.min(canceled, 2), claims);
      for (const [id, back] of before) expect(after.get(id) ?? 0).toBeGreaterThanOrEqual(back);
    }),
  );
});
