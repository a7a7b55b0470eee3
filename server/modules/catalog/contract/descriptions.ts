/** How long descriptions may be, in characters. */

export const LONGEST_DESCRIPTION = 20_000;
/** With its tags. A cell of a spreadsheet holds 32,767 characters. */
export const LONGEST_HTML = 30_000;
