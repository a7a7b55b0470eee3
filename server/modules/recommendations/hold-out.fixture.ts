/** Persons whose lists are their own, for tests: two of a hundred are of the hold-out. */
import type { Backstage } from "../../../tests/support/backstage.ts";
import { armOf } from "./experiments/buckets.ts";

/** Makes persons until one is not of the shop's hold-out. */
export async function outsideHoldOut<Person extends { readonly id: string }>(
  { rows }: Pick<Backstage, "rows">,
  make: () => Promise<Person>,
): Promise<Person> {
  const [holdOut] = await rows<{ id: string; share: number }>(
    "SELECT id, share FROM recommendations.experiments WHERE kind = 'holdout'",
  );
  if (!holdOut) throw new Error("a shop has a hold-out");
  for (;;) {
    const person = await make();
    if (armOf(holdOut.id, holdOut.share, person.id) === "control") return person;
  }
}
