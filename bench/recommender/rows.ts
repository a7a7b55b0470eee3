/** A line of the table of the recommender. */
export interface RecommenderRow {
  readonly what: string;
  readonly figures?: Readonly<Record<string, number>>;
  readonly seconds?: number;
  readonly cpuSeconds?: number;
  /** The largest resident memory of the process so far. */
  readonly megabytes?: number;
  /** How many models were trained, those that tuning tried too. */
  readonly fits?: number;
  readonly note?: string;
}
