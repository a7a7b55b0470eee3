/** Which arm of an experiment a person is in. The same in every process, and for ever. Pure. */
import { createHash } from "node:crypto";

export const arms = ["control", "treated"] as const;
export type Arm = (typeof arms)[number];

/** Persons fall into so many buckets. */
export const BUCKETS = 10_000;

/** From 0 to below `BUCKETS`. Experiments divide persons independently of one another. */
export const bucketOf = (experimentId: string, personId: string): number =>
  createHash("sha256").update(`${experimentId} ${personId}`).digest().readUIntBE(0, 6) % BUCKETS;

/** `share`: how many of `BUCKETS` are treated. */
export const armOf = (experimentId: string, share: number, personId: string): Arm =>
  bucketOf(experimentId, personId) < share ? "treated" : "control";
