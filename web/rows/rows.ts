/**
 * Fills a row of recommended products. It is no part of the pages' scripts: watch-rows.ts loads it when a row
 * comes near the screen, so it draws without React, in the marks of product-card.tsx. It has no imports, and
 * only types that can be left out.
 *
 * A row that stays empty, because the shop has nothing for it or does not answer, goes without a trace.
 */

interface Money {
  readonly amount: number;
  readonly currency: string;
}
interface Image {
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly color: string;
  readonly sources: readonly { readonly type: string; readonly srcset: string }[];
}
interface Item {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly brand: string | null;
  readonly price: Money;
  readonly compareAtPrice?: Money;
  readonly image: Image | null;
  readonly reason: { readonly kind: string };
}
interface List {
  readonly items: readonly Item[];
  readonly level: string;
  readonly requestId: string;
}

/** What the page says to the row: components/recommendations/product-row.tsx. */
interface RowWords {
  readonly titles: Readonly<Record<string, string>>;
  readonly reasons: Readonly<Record<string, string>>;
  readonly before: string;
  readonly now: string;
  readonly ask: string;
  readonly yes: string;
  readonly no: string;
  readonly failed: string;
}

const RECENT = "jangteo.recent";
const SESSION = "jangteo.session";
const LIMIT = 12;
/** Asked for at least, and at most: what the page shows already is left out. */
const [ASKED, MOST_ASKED] = [20, 100];
const SIZES = "(min-width: 48rem) 14rem, 42vw";
/** A row that waits longer is left out. */
const PATIENCE_MS = 4_000;
const CHOICE = "/api/v1/visitor";
const AGAIN_MS = 1_000;

function stored(name: string): string | null {
  try {
    return sessionStorage.getItem(name);
  } catch (cause) {
    // Some browsers forbid it.
    console.warn(`nothing is remembered of this visit: ${String(cause)}`);
    return null;
  }
}

function sessionId(): string | undefined {
  const known = stored(SESSION);
  if (known !== null) return known;
  const made = crypto.randomUUID?.();
  if (made !== undefined && stored(RECENT) !== null) sessionStorage.setItem(SESSION, made);
  return made;
}

/** Reaches the shop also when the page is left. Nothing waits for it. */
function report(events: readonly object[]): void {
  const id = () => crypto.randomUUID?.();
  const at = new Date().toISOString();
  if (id() === undefined || events.length === 0) return;
  const body = { events: events.map((event) => ({ id: id(), at, ...event })), session: sessionId() };
  navigator.sendBeacon("/api/v1/events", new Blob([JSON.stringify(body)], { type: "application/json" }));
}

async function read(row: HTMLElement): Promise<List | null> {
  const { placement = "home", kind, product, category, items } = row.dataset;
  const onPage = document.querySelectorAll("li.card").length;
  const limit = Math.min(Math.max(ASKED, onPage + LIMIT), MOST_ASKED);
  const query = new URLSearchParams({ limit: String(limit) });
  if (product) query.set("productId", product);
  if (kind) query.set("kind", kind);
  if (category) query.set("category", category);
  const recent = items ?? stored(RECENT);
  if (recent) query.set("recent", recent.split(",").slice(0, 20).join());
  const address = `/api/v1/recommendations/${placement}?${query}`;
  const language = document.documentElement.lang;
  const ask = (credentials: RequestCredentials) =>
    fetch(address, {
      headers: { "Accept-Language": language },
      credentials,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  let answer = await ask("same-origin");
  // A session that has ended: the list of a stranger is better than none.
  if (answer.status === 401) answer = await ask("omit");
  return answer.ok ? ((await answer.json()) as List) : null;
}

function element(
  tag: string,
  marks: Readonly<Record<string, string>>,
  ...inside: (Node | string)[]
): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(marks)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

function priceText({ amount, currency }: Money, language: string): string {
  const won = language === "ko" && currency === "KRW";
  const digits = currency === "KRW" || currency === "JPY" ? 0 : 2;
  const style: Intl.NumberFormatOptions = won ? {} : { style: "currency", currency };
  const text = new Intl.NumberFormat(language === "ko" ? "ko-KR" : "en-US", style).format(
    amount / 10 ** digits,
  );
  return won ? `${text}원` : text;
}

function drawing(tag: string, marks: Readonly<Record<string, string>>, ...inside: Node[]): Element {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(marks)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

/** As `NoPicture` of the pages. */
function noPicture(): HTMLElement {
  const lines = { fill: "none", stroke: "currentColor", "stroke-width": "1.5" };
  const fruit = drawing("circle", { cx: "12", cy: "13.5", r: "6.5" });
  const leaf = drawing("path", { d: "M12 7V4.5m0 2.5c2-2 4-2 5-1.5-1 1.5-3 2.5-5 1.5Z" });
  const mark = drawing("svg", { ...lines, viewBox: "0 0 24 24", width: "36", height: "36" }, fruit, leaf);
  const marks = { class: "grid size-full place-items-center bg-sand text-edge", "aria-hidden": "true" };
  return element("div", marks, mark);
}

function picture(image: Image | null): HTMLElement {
  if (!image) return noPicture();
  const { url, width, height, color, sources } = image;
  const drawn = element("img", { alt: "", loading: "lazy", decoding: "async", class: "object-cover" });
  drawn.setAttribute("width", String(width));
  drawn.setAttribute("height", String(height));
  drawn.style.backgroundColor = color;
  const formats = sources.map(({ type, srcset }) => element("source", { type, srcset, sizes: SIZES }));
  const whole = element("picture", {}, ...formats, drawn);
  drawn.setAttribute("src", url);
  return whole;
}

function card(item: Item, words: RowWords, language: string): HTMLElement {
  const { slug, name, brand, price, compareAtPrice, image, reason } = item;
  const home = language === "ko" ? "" : `/${language}`;
  const line = element("p", { class: "price" }, element("b", {}, priceText(price, language)));
  if (compareAtPrice && compareAtPrice.amount > price.amount) {
    const before = element("span", { class: "sr-only" }, `${words.before} `);
    line.append(element("s", {}, before, priceText(compareAtPrice, language)));
  }
  return element(
    "li",
    { class: "card" },
    element("div", { class: "card-picture" }, picture(image)),
    ...(brand ? [element("p", { class: "card-brand" }, brand)] : []),
    element("h3", {}, element("a", { href: `${home}/p/${slug}` }, name)),
    line,
    element("p", { class: "card-brand" }, words.reasons[reason.kind] ?? ""),
  );
}

/** Reports which cards are seen, each once, and which is opened. */
function watch(row: HTMLElement, cards: readonly HTMLElement[], { items, requestId }: List): void {
  const placement = row.dataset.placement ?? "home";
  const about = (at: number) => ({ productId: items[at]?.id, placement, position: at, requestId });
  const seen = new IntersectionObserver(
    (entries) => {
      const shown = entries.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target);
      for (const target of shown) seen.unobserve(target);
      report(shown.map((target) => ({ type: "impression", ...about(cards.indexOf(target as HTMLElement)) })));
    },
    { threshold: 0.5 },
  );
  for (const [at, each] of cards.entries()) {
    seen.observe(each);
    each.addEventListener("click", () => report([{ type: "click", ...about(at) }]));
  }
}

/** The choice that is on its way. A row that is drawn meanwhile shows what comes of it. */
let choosing: Promise<unknown> = Promise.resolve();

/** Whether the shop has it. A request that was lost, or found the shop away, is sent once more. */
async function choose(personal: boolean): Promise<boolean> {
  const headers = { "content-type": "application/json" };
  const tell = async () => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const init = { method: "PUT", headers, body: JSON.stringify({ personal }), signal };
    const { ok, status } = await fetch(CHOICE, init);
    if (status >= 502 && status <= 504) throw new Error(`HTTP ${status}`);
    return ok;
  };
  return tell().catch((cause) => {
    without(cause);
    return new Promise((resolve) => setTimeout(resolve, AGAIN_MS)).then(tell).catch((lost) => {
      without(lost);
      return false;
    });
  });
}

/** A guest says whether what this browser looks at is kept; a member does that in the account. */
async function choice(words: RowWords): Promise<HTMLElement | null> {
  if ((localStorage.getItem("jangteo.visitor") ?? "guest-").startsWith("guest-") === false) return null;
  await choosing;
  const answer = await fetch(CHOICE, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) return null;
  let { personal } = (await answer.json()) as { personal: boolean };
  const button = element("button", { type: "button", class: "row-choice" });
  const problem = element("span", { role: "status", class: "row-failed" });
  const say = (): void => {
    button.textContent = personal ? words.no : words.yes;
  };
  say();
  button.addEventListener("click", () => {
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    problem.textContent = "";
    choosing = choose(!personal).then((isSaved) => {
      button.ariaBusy = null;
      if (isSaved) personal = !personal;
      else problem.textContent = words.failed;
      say();
    });
  });
  return element("p", { class: "row-ask" }, `${words.ask} `, button, " ", problem);
}

function without(cause: unknown): null {
  console.warn(`a row of products is not as it should be: ${String(cause)}`);
  return null;
}

/** Without products that the page shows already. */
function newOn(page: HTMLElement, { items }: List): Item[] {
  const slugOf = ({ pathname }: HTMLAnchorElement) => /\/p\/([^/]+)$/.exec(pathname)?.[1] ?? "";
  const shown = new Set([...page.querySelectorAll("a")].map((link) => decodeURIComponent(slugOf(link))));
  return items.filter(({ slug }) => !shown.has(slug)).slice(0, LIMIT);
}

/** Fills the row, or takes it away. */
export async function fill(row: HTMLElement): Promise<void> {
  const words = JSON.parse(row.dataset.words ?? "{}") as RowWords;
  const answer = await read(row).catch(without);
  const list = answer && { ...answer, items: newOn(document.body, answer) };
  const title = list ? words.titles[list.level] : undefined;
  if (!list || !title || list.items.length === 0) {
    row.hidden = true;
    return;
  }
  const language = document.documentElement.lang;
  const cards = list.items.map((item) => card(item, words, language));
  const name = `row-${row.dataset.placement}-${row.dataset.kind ?? ""}`;
  const region = element(
    "section",
    { "aria-labelledby": name },
    element("h2", { id: name }, title),
    element("ul", { class: "row-cards", tabindex: "0", "aria-labelledby": name }, ...cards),
  );
  row.replaceChildren(region);
  watch(row, cards, list);
  if (row.dataset.placement !== "home") return;
  const asked = await choice(words).catch(without);
  if (asked) region.append(asked);
}
