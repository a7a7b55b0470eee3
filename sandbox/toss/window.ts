/** The pages for shoppers: the payment window, its error page and the receipt. They need no script. */
import { createHash } from "node:crypto";
import { kst } from "../clock.ts";
import { type Html, html, trusted } from "../html.ts";
import type { Language } from "../language.ts";
import { pageOf } from "../page.ts";
import { messageOf } from "./errors.ts";
import { balanceOf, type Method, type Payment } from "./payments.ts";
import type { WindowRequest } from "./window-request.ts";
import { WINDOW_STYLE } from "./window-style.ts";
import { type Scenario, scenarios, windowTexts } from "./window-texts.ts";

const styleHash = createHash("sha256").update(WINDOW_STYLE).digest("base64");

/**
 * Only the inline style sheet is allowed. Browsers apply `form-action` to redirects as well, so the policy
 * names the shop's origins.
 */
export function contentSecurityPolicy(returnTo: readonly URL[] = []): string {
  const targets = ["'self'", ...new Set(returnTo.map((url) => url.origin))].join(" ");
  return [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    "img-src data:",
    `form-action ${targets}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

const icon = (paths: string, size = 24): Html =>
  trusted(
    `<svg width="${size}" height="${size}" viewBox="0 0 24 24" fill="none" stroke="currentColor" ` +
      'stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">' +
      `${paths}</svg>`,
  );

/** As at Toss: a window for cards also has the wallets; of the other methods each has a window of its own. */
const together = ["카드", "간편결제"] as const satisfies readonly Method[];
const methodIcons: Readonly<Record<(typeof together)[number], Html>> = {
  카드: icon('<rect x="2.5" y="5" width="19" height="14" rx="3"/><path d="M2.5 10h19M6.5 15h3"/>'),
  간편결제: icon('<rect x="6" y="2.5" width="12" height="19" rx="3"/><path d="m9.5 12 2 2 3.2-3.6"/>'),
};
const warningIcon = icon('<path d="M12 3.5 2.5 20h19zM12 10v4.5m0 2.6v.1"/>', 18);
const walletIcon = icon(
  '<path d="M4 7.5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zm0 0a2 2 0 0 1 2-3h10M16 13.5h.1"/>',
  20,
);
const chevron = icon('<path d="m6 9.5 6 6 6-6"/>', 20);

const page = (language: Language, title: string, content: Html): string =>
  pageOf({
    language,
    title,
    style: WINDOW_STYLE,
    banner: html`${warningIcon}<span>${windowTexts[language].banner}</span>`,
    content,
  });

function formatAmount(amount: number, currency: string, language: Language): string {
  const decimals = currency === "KRW" || currency === "JPY" ? 0 : 2;
  const value = amount / 10 ** decimals;
  if (currency === "KRW" && language === "ko") return `${value.toLocaleString("ko-KR")}원`;
  return new Intl.NumberFormat(language, {
    style: "currency",
    currency,
    minimumFractionDigits: decimals,
  }).format(value);
}

const header = (title: string): Html =>
  html`<header><span class="mark">${walletIcon}</span><h1>${title}</h1></header>`;

const hasChoice = ({ method }: WindowRequest): boolean => together.some((each) => each === method);

function methodChoice(request: WindowRequest): Html | null {
  if (!hasChoice(request)) return null;
  const texts = windowTexts[request.language];
  const options = together.map((method) => {
    const [name, hint] = texts.methods[method];
    const checked = trusted(method === request.method ? " checked" : "");
    return html`<label><input type="radio" name="method" value="${method}"${checked}>
${methodIcons[method]}${name}<small>${hint}</small></label>`;
  });
  return html`<fieldset><legend>${texts.method}</legend><div class="methods">${options}</div></fieldset>`;
}

/** The only method of the window, among the facts. */
function methodFact(request: WindowRequest): Html | null {
  if (hasChoice(request)) return null;
  const texts = windowTexts[request.language];
  return html`<dt>${texts.method}</dt><dd>${texts.methods[request.method][0]}</dd>`;
}

function scenarioChoice(request: WindowRequest): Html {
  const texts = windowTexts[request.language];
  const offered = scenarios.filter(
    (scenario) => scenario.only === undefined || scenario.only === request.method,
  );
  const option = (scenario: Scenario): Html => {
    const checked = trusted(scenario.mode === "ok" ? " checked" : "");
    return html`<label><input type="radio" name="mode" value="${scenario.mode}"${checked}>
<span>${scenario[request.language]}</span><code>${scenario.mode}</code></label>`;
  };
  const groups = ([null, "refusal", "network", "answer", "webhook"] as const).map((group) => {
    const options = offered.filter((scenario) => scenario.group === group).map(option);
    const legend = group === null ? null : html`<legend>${texts.scenarioGroups[group]}</legend>`;
    return html`<fieldset>${legend}${options}</fieldset>`;
  });
  return html`<details><summary>${texts.scenario}${chevron}</summary>
<p>${texts.scenarioHint}</p>${groups}</details>`;
}

/** `session` names this opening of the window: a double click on its button approves once. */
export function windowPage(request: WindowRequest, session: string): string {
  const texts = windowTexts[request.language];
  const amount = formatAmount(request.amount, request.currency, request.language);
  const customer =
    request.customerName === null ? null : html`<dt>${texts.customer}</dt><dd>${request.customerName}</dd>`;
  return page(
    request.language,
    texts.title,
    html`${header(texts.title)}
<section class="sum"><p>${texts.amount}</p><strong>${amount}</strong></section>
<dl><dt>${texts.orderName}</dt><dd>${request.orderName}</dd>${customer}${methodFact(request)}
<dt>${texts.orderId}</dt><dd class="id">${request.orderId}</dd></dl>
<form method="post">
<input type="hidden" name="session" value="${session}">
${methodChoice(request)}
${scenarioChoice(request)}
<div class="actions">
<button class="primary" name="action" value="approve">${texts.approve}</button>
<button name="action" value="decline">${texts.decline}</button>
<button name="action" value="cancel">${texts.cancel}</button>
<p class="note">${texts.note}</p>
</div>
</form>`,
  );
}

export function failedPage(code: string, detail: string | null, language: Language): string {
  const texts = windowTexts[language];
  return page(
    language,
    texts.failed,
    html`<section class="failed">${icon('<circle cx="12" cy="12" r="9.5"/><path d="M12 7v6m0 3.4v.1"/>', 48)}
<h1>${texts.failed}</h1><p>${messageOf(code, language)}</p><p>${texts.failedHint}</p>
<code>${detail === null ? code : `${code}: ${detail}`}</code></section>`,
  );
}

export function depositPage(payment: Payment, language: Language): string {
  const texts = windowTexts[language];
  const waits = payment.status === "WAITING_FOR_DEPOSIT" && !payment.virtualAccount?.expired;
  const button = waits
    ? html`<form method="post"><div class="actions">
<button class="primary" name="action" value="deposit">${texts.deposit}</button></div></form>`
    : html`<p class="foot"></p>`;
  return page(
    language,
    texts.bank,
    html`${header(texts.bank)}
<section class="sum"><p>${texts.amount}</p>
<strong>${formatAmount(payment.amount, payment.currency, language)}</strong></section>
<dl><dt>${texts.account}</dt><dd class="id">${payment.virtualAccount?.accountNumber ?? ""}</dd>
<dt>${texts.orderName}</dt><dd>${payment.orderName}</dd>
<dt>${texts.status}</dt><dd>${payment.status}</dd></dl>
${button}`,
  );
}

export function receiptPage(payment: Payment, language: Language): string {
  const texts = windowTexts[language];
  const amount = (value: number) => formatAmount(value, payment.currency, language);
  const approved =
    payment.approvedAt === null
      ? null
      : html`<dt>${texts.approvedAt}</dt><dd>${kst(payment.approvedAt).slice(0, 16).replace("T", " ")}</dd>`;
  const canceled =
    payment.cancels.length === 0
      ? null
      : html`<dt>${texts.canceledAmount}</dt><dd>${amount(payment.amount - balanceOf(payment))}</dd>`;
  return page(
    language,
    texts.receipt,
    html`${header(texts.receipt)}
<section class="sum"><p>${texts.amount}</p><strong>${amount(payment.amount)}</strong></section>
<dl><dt>${texts.orderName}</dt><dd>${payment.orderName}</dd>
<dt>${texts.method}</dt><dd>${texts.methods[payment.method][0]}</dd>
<dt>${texts.status}</dt><dd>${payment.status}</dd>${approved}${canceled}
<dt>${texts.orderId}</dt><dd class="id">${payment.orderId}</dd></dl>
<p class="foot"></p>`,
  );
}
