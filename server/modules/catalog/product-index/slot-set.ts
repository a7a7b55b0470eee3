/**
 * A set of slots, with a bit for each slot of the shop. Selections are kept: bytes would be eight times as
 * many.
 */
export type SlotSet = Uint8Array;

/** Room for slots below `size`. */
export const slotSet = (size: number): SlotSet => new Uint8Array((size >> 3) + 1);

export const has = (slots: SlotSet, slot: number): boolean =>
  (((slots[slot >> 3] ?? 0) >> (slot & 7)) & 1) === 1;

export function include(slots: SlotSet, slot: number): void {
  slots[slot >> 3] = (slots[slot >> 3] ?? 0) | (1 << (slot & 7));
}
