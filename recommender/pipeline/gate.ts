/** Whether a new model may be shown: each reason against it, in words. No reason: it may. */
import { bootstrap } from "../evaluation/bootstrap.ts";
import { meanOf } from "../evaluation/metrics.ts";
import type { Evaluation } from "./evaluate.ts";

export interface GateInput {
  readonly challenger: Evaluation;
  /** On the same snapshot, cut and questions. */
  readonly champion: Evaluation | undefined;
  readonly p99Ms: number;
  readonly modelBytes: number;
  readonly seed: number;
}

const FEWEST_QUESTIONS = 25;
const FEWEST_OF_A_SEGMENT = 50;
const MOST_P99_MS = 3;
const MOST_BYTES = 512 * 1024 * 1024;
/** Relative: what a retrained model may lose on the whole, and in one segment. */
const TOLERANCE = 0.02;
const SEGMENT_TOLERANCE = 0.05;

export function gateReasons({ challenger, champion, p99Ms, modelBytes, seed }: GateInput): string[] {
  const reasons: string[] = [];
  const mean = meanOf(challenger.answers);
  if (challenger.answers.length < FEWEST_QUESTIONS)
    reasons.push(`only ${challenger.answers.length} questions to judge by; ${FEWEST_QUESTIONS} are needed`);
  else if (!(mean >= 1.1 * meanOf(challenger.popularAnswers)))
    reasons.push(
      `NDCG@20 ${fixed(mean)} is not 10 % above that of the most popular items, ` +
        `${fixed(meanOf(challenger.popularAnswers))}`,
    );
  if (p99Ms > MOST_P99_MS) reasons.push(`p99 of a call is ${p99Ms.toFixed(1)} ms; at most ${MOST_P99_MS} ms`);
  if (modelBytes > MOST_BYTES) reasons.push(`the file has ${modelBytes} bytes; at most ${MOST_BYTES}`);
  if (champion !== undefined) reasons.push(...againstChampion(challenger, champion, seed));
  return reasons;
}

function againstChampion(challenger: Evaluation, champion: Evaluation, seed: number): string[] {
  const reasons: string[] = [];
  const before = meanOf(champion.answers);
  const differences = challenger.answers.map((value, k) => value - (champion.answers[k] as number));
  const { mean, low } = bootstrap(differences, seed);
  if (mean < -TOLERANCE * before || low < -2 * TOLERANCE * before)
    reasons.push(
      `NDCG@20 changes by ${fixed(mean)} (at least ${fixed(low)}) from the champion's ${fixed(before)}`,
    );
  for (const [segment, positions] of Object.entries(challenger.segments)) {
    if (positions.length < FEWEST_OF_A_SEGMENT) continue;
    const [now, then] = [challenger, champion].map(({ answers }) =>
      meanOf(positions.map((position) => answers[position] as number)),
    ) as [number, number];
    if (now < (1 - SEGMENT_TOLERANCE) * then)
      reasons.push(`visitors with ${segment}: NDCG@20 ${fixed(now)}, the champion's is ${fixed(then)}`);
  }
  if (challenger.coverage < 0.9 * champion.coverage)
    reasons.push(
      `lists show ${percent(challenger.coverage)} of the items, the champion's ${percent(champion.coverage)}`,
    );
  return reasons;
}

const fixed = (value: number): string => value.toFixed(4);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
