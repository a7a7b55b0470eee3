/**
 * What a model is asked when it is judged: what comes after a moment, as the shop would have asked then.
 * Histories end before the moment; answers are what the same visitor did after it.
 */
import { histories } from "../model/histories.ts";
import { FEWEST_VISITORS, PURCHASE, REFUND, VIEW } from "../model/recipe.ts";
import { before } from "../model/train.ts";
import type { KnownEntry } from "../model/visitor.ts";
import type { Events } from "../store/dataset.ts";

export interface Question {
  readonly task: "home" | "session";
  readonly visitor: number;
  readonly now: number;
  readonly history: readonly KnownEntry[];
  /** Items that the visitor turns to for the first time. */
  readonly fresh: ReadonlySet<number>;
  /** Items bought before and bought again. */
  readonly again: ReadonlySet<number>;
}

/** An item on whose page the visitor was, and those of the same session that came next. */
export interface PageQuestion {
  readonly visitor: number;
  readonly item: number;
  readonly next: number;
}

export interface CartQuestion {
  readonly visitor: number;
  readonly items: readonly number[];
  readonly hidden: number;
}

export interface Questions {
  readonly visitors: readonly Question[];
  readonly pages: readonly PageQuestion[];
  readonly carts: readonly CartQuestion[];
}

/** Questions of one kind: enough for intervals of a percent, and asked within seconds. */
export const MOST_QUESTIONS = 1_500;

/** The questions of a window. Events from `to` on are not looked at. */
export function questionsOf(all: Events, from: number, to: number, most = MOST_QUESTIONS): Questions {
  const events = before(all, to);
  const byVisitor = histories(events);
  const visitors: number[] = [];
  for (let visitor = 0; visitor < byVisitor.count; visitor++) {
    const rows = byVisitor.rows(visitor);
    const last = rows.at(-1);
    if (last !== undefined && (events.at[last] as number) >= from) visitors.push(visitor);
  }
  const step = Math.max(1, visitors.length / most);
  const asked = Array.from(
    { length: Math.min(most, visitors.length) },
    (_, k) => visitors[Math.floor(k * step)],
  );
  const questions: { visitors: Question[]; pages: PageQuestion[]; carts: CartQuestion[] } = {
    visitors: [],
    pages: [],
    carts: [],
  };
  for (const visitor of asked as number[]) {
    const rows = [...byVisitor.rows(visitor)];
    const cut = rows.findIndex((row) => (events.at[row] as number) >= from);
    const history = rows.slice(0, cut).map((row) => entryOf(events, row));
    const home = homeQuestion(events, visitor, history, rows.slice(cut), from);
    if (home !== undefined) questions.visitors.push(home);
    const session = sessionQuestion(events, visitor, rows, cut);
    if (session !== undefined) questions.visitors.push(session);
    questions.pages.push(...pageQuestions(events, visitor, rows.slice(cut)));
    questions.carts.push(...cartQuestions(events, visitor, rows.slice(cut)));
  }
  return questions;
}

const entryOf = (events: Events, row: number): KnownEntry => ({
  item: events.item[row] as number,
  type: events.type[row] as number,
  at: events.at[row] as number,
});

/** What a visitor with a history buys in the window; what they look at when they buy nothing. */
function homeQuestion(
  events: Events,
  visitor: number,
  history: readonly KnownEntry[],
  rows: readonly number[],
  now: number,
): Question | undefined {
  if (history.length === 0) return undefined;
  const bought = rows.filter((row) => events.type[row] === PURCHASE);
  const wanted = (bought.length > 0 ? bought : rows).map((row) => events.item[row] as number);
  const boughtBefore = new Set(history.filter(({ type }) => type === PURCHASE).map(({ item }) => item));
  const met = new Set(history.map(({ item }) => item));
  const fresh = new Set(wanted.filter((item) => !met.has(item)));
  const again = new Set(
    bought.map((row) => events.item[row] as number).filter((item) => boughtBefore.has(item)),
  );
  if (fresh.size + again.size === 0) return undefined;
  return { task: "home", visitor, now, history, fresh, again };
}

/** The first item of the window's last session that is new to the visitor, from what was before it. */
function sessionQuestion(
  events: Events,
  visitor: number,
  rows: readonly number[],
  cut: number,
): Question | undefined {
  const session = events.session[rows.at(-1) as number];
  const begin = rows.findIndex((row, k) => k >= cut && events.session[row] === session);
  const met = new Set(rows.slice(0, begin).map((row) => events.item[row]));
  for (let k = begin; k < rows.length; k++) {
    const row = rows[k] as number;
    const item = events.item[row] as number;
    if (k > begin && !met.has(item) && events.type[row] !== REFUND) {
      const history = rows.slice(0, k).map((earlier) => entryOf(events, earlier));
      const now = events.at[row] as number;
      return { task: "session", visitor, now, history, fresh: new Set([item]), again: new Set() };
    }
    met.add(item);
  }
  return undefined;
}

/** At most three of a visitor: one visitor must not be the figure. */
function pageQuestions(events: Events, visitor: number, rows: readonly number[]): PageQuestion[] {
  const found: PageQuestion[] = [];
  for (let k = 1; k < rows.length && found.length < 3; k++) {
    const [row, earlier] = [rows[k] as number, rows[k - 1] as number];
    const [next, item] = [events.item[row] as number, events.item[earlier] as number];
    const isStep = events.type[row] === VIEW && events.type[earlier] === VIEW;
    if (isStep && events.session[row] === events.session[earlier] && next !== item)
      found.push({ visitor, item, next });
  }
  return found;
}

/** Of the last basket of two items and more, the last item is hidden. */
function cartQuestions(events: Events, visitor: number, rows: readonly number[]): CartQuestion[] {
  const last = rows.findLast((row) => events.type[row] === PURCHASE);
  if (last === undefined) return [];
  const basketOf = (row: number): string =>
    (events.order[row] as number) >= 0 ? `o${events.order[row]}` : `s${events.session[row]}`;
  const items = new Set(
    rows
      .filter((row) => events.type[row] === PURCHASE && basketOf(row) === basketOf(last))
      .map((row) => events.item[row] as number),
  );
  if (items.size < 2) return [];
  const list = [...items];
  return [{ visitor, items: list.slice(0, -1), hidden: list.at(-1) as number }];
}

/** Items that too few visitors met before the moment: the segment of new items. */
export const isNewItem = (support: Uint32Array, item: number): boolean =>
  (support[item] as number) < FEWEST_VISITORS + 2;
