/** What can be sold of a level, and when it is low. Pure. */

/** The stock of one variant at one location. */
export interface Level {
  readonly location: string;
  /** May be negative: pieces that are owed to back-orders. */
  readonly onHand: number;
  readonly reserved: number;
  /** Pieces that are kept back. */
  readonly safety: number;
  /** Low when no more than this is available. Null: never. */
  readonly lowAt: number | null;
  readonly backOrders: boolean;
  /** A day, when the goods of back-orders are expected. */
  readonly expectedAt: string | null;
}

/** Negative when more is kept back or owed than there is. */
export const availableAt = ({ onHand, reserved, safety }: Level): number => onHand - reserved - safety;

export const isLow = (level: Level): boolean => level.lowAt !== null && availableAt(level) <= level.lowAt;

/** The figures of all levels together. What a location keeps back is not taken from the others. */
export const totalOf = (levels: readonly Level[]) => ({
  onHand: sumOf(levels, ({ onHand }) => onHand),
  reserved: sumOf(levels, ({ reserved }) => reserved),
  available: sumOf(levels, (level) => Math.max(0, availableAt(level))),
  low: levels.some(isLow),
});

const sumOf = (levels: readonly Level[], figure: (level: Level) => number): number =>
  levels.reduce((sum, level) => sum + figure(level), 0);
