/** Which model is compared with the lists of how many days, as the address has it. Pure. */

/** Samples of lists are kept for two weeks. */
export const replayDays = [1, 3, 7, 14] as const;

export interface ReplaySearch {
  /** Null: none was chosen, or none that the shop has. */
  readonly version: number | null;
  readonly days: number;
}

export const replaySearchOf = (versions: readonly number[], version: string, days: string): ReplaySearch => ({
  version: versions.find((each) => String(each) === version) ?? null,
  days: replayDays.find((each) => String(each) === days) ?? 7,
});

/** Whether another model would be clicked more: its interval lies above zero, below it, or around it. */
export const verdictOf = ({ low, high }: { low: number; high: number }): "more" | "less" | "same" =>
  low > 0 ? "more" : high < 0 ? "less" : "same";
