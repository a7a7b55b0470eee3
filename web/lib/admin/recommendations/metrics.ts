/** Which figures of a model staff see beside it. Pure. */

/** Where recommendations stand, in the order of a visit. */
const places = ["home", "product", "cart"] as const;

/** How often the next product of a shopper was among twenty, by place: a share from 0 to 1. */
export const foundShares = (
  metrics: Readonly<Record<string, number>>,
): [place: (typeof places)[number], share: number][] =>
  places.flatMap((place) => {
    const share = metrics[`${place}.hit@20`];
    return share !== undefined && Number.isFinite(share) ? [[place, share]] : [];
  });
