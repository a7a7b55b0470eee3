export interface OperationExample {
  /** By the name of the parameter. Those that are not required need none. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  /** In place of `body` where the operation takes several kinds, by the name of the kind. */
  readonly bodies?: Readonly<Record<string, unknown>>;
  /** By status. */
  readonly responses?: Readonly<Record<string, unknown>>;
}

export const won = (amount: number) => ({ amount, currency: "KRW" });
