/** For tests of adapters: the snapshots of a payment's life lead to one end, in any order and number. */
import fc from "fast-check";
import { expect } from "vitest";
import { type Attempt, applySnapshot } from "./attempt.ts";
import type { ProviderAnswer } from "./provider.ts";

/** `bodies`: the provider's view at each step, the last one with all facts. */
export async function expectAnyOrder(
  bodies: readonly object[],
  read: (body: object) => Promise<ProviderAnswer>,
): Promise<void> {
  const life = await Promise.all(
    bodies.map(async (body) => {
      const answer = await read(body);
      if (answer.kind !== "snapshot") throw new Error(`${JSON.stringify(body)} is ${answer.kind}`);
      return answer.snapshot;
    }),
  );
  const [first] = life;
  if (!first) throw new Error("a life has a first snapshot");
  const attempt: Attempt = {
    id: "019aa000-0000-7000-8000-000000000001",
    providerOrderId: first.providerOrderId,
    amount: first.amount,
    currency: "KRW",
    state: "READY",
    captured: 0,
    refunded: 0,
    orphan: false,
    disputed: false,
    reserved: 0,
    reversals: 0,
  };
  function replay(snapshots: typeof life): Attempt {
    let current = attempt;
    for (const snapshot of snapshots) {
      const { state, captured, refunded, orphan, disputed } = applySnapshot(current, snapshot);
      current = { ...attempt, state, captured, refunded, orphan, disputed };
    }
    return current;
  }
  const arrivals = fc
    .array(fc.constantFrom(...life), { maxLength: 8 })
    .chain((more) => fc.shuffledSubarray([...life, ...more], { minLength: life.length + more.length }));
  fc.assert(
    fc.property(arrivals, (shuffled) => {
      expect(replay(shuffled)).toEqual(replay(life));
    }),
    { numRuns: 500 },
  );
}
