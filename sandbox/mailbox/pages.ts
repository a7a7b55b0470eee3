/**
 * The pages of the mailbox. They need no script, and mails run none: a mail's HTML is a separate document in
 * a frame that is sandboxed twice, by its attribute and by the document's own response header.
 */
import { createHash } from "node:crypto";
import { kst } from "../clock.ts";
import { type Html, html, trusted } from "../html.ts";
import type { Language } from "../language.ts";
import { pageOf } from "../page.ts";
import { splitAtLinks } from "./links.ts";
import type { Message } from "./message.ts";
import { mailboxStyle } from "./style.ts";
import { mailboxTexts } from "./texts.ts";

const styleHash = createHash("sha256").update(mailboxStyle).digest("base64");

export const mailboxPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  "img-src data:",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** A link in a mail opens a new window, which is not sandboxed. */
const FRAME_PERMISSIONS = "allow-popups allow-popups-to-escape-sandbox";

/** For the mail's document, also when it is opened directly: no script, no form, no loading, no origin. */
export const mailPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src data:",
  "form-action 'none'",
  "frame-ancestors 'self'",
  `sandbox ${FRAME_PERMISSIONS}`,
].join("; ");

const page = (language: Language, title: string, content: Html): string =>
  pageOf({
    language,
    title,
    style: mailboxStyle,
    banner: html`<span>${mailboxTexts[language].banner}</span>`,
    content,
  });

const envelope = trusted(
  '<svg width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" ' +
    'stroke-linejoin="round" aria-hidden="true"><path d="M3 6.5h18v12H3zm0 .5 9 6.5L21 7"/></svg>',
);
const localTime = (at: string): string => kst(Date.parse(at)).slice(0, 16).replace("T", " ");

/** Links are relative, because a proxy may serve the pages below another path. */
export function listPage(messages: readonly Message[], part: string, language: Language): string {
  const texts = mailboxTexts[language];
  const items = messages.map(
    ({ id, at, to, subject }) =>
      html`<li><a href="mailbox/${id}"><b>${subject || texts.noSubject}</b>
<time datetime="${at}">${localTime(at)}</time><span>${to}</span></a></li>`,
  );
  const list = html`<ul class="mails">${items}</ul>`;
  const none = html`<p class="none">${part ? texts.nothingFound : texts.empty}</p>`;
  return page(
    language,
    texts.title,
    html`<header><span class="mark">${envelope}</span><h1>${texts.title}</h1></header>
<form class="search" role="search">
<input type="search" name="q" value="${part}" placeholder="${texts.search}" aria-label="${texts.search}">
<button>${texts.find}</button></form>
${items.length > 0 ? list : none}`,
  );
}

export function mailPage(message: Message, language: Language): string {
  const texts = mailboxTexts[language];
  const { id, at, from, to, subject, text } = message;
  const pieces = splitAtLinks(text).map((piece) =>
    piece.isLink
      ? html`<a href="${piece.text}" target="_blank" rel="noopener noreferrer">${piece.text}</a>`
      : html`${piece.text}`,
  );
  const frame = html`<h2>${texts.html}</h2>
<iframe src="${id}/body" title="${texts.html}" sandbox="${FRAME_PERMISSIONS}"></iframe>`;
  return page(
    language,
    subject || texts.noSubject,
    html`<p class="back"><a href="../mailbox">${texts.back}</a></p>
<h1>${subject || texts.noSubject}</h1>
<dl class="head"><dt>${texts.from}</dt><dd>${from}</dd><dt>${texts.to}</dt><dd>${to}</dd>
<dt>${texts.date}</dt><dd><time datetime="${at}">${localTime(at)}</time></dd></dl>
${message.html === "" ? null : frame}
<h2>${texts.text}</h2><pre>${pieces}</pre>`,
  );
}

export function missingPage(language: Language): string {
  const texts = mailboxTexts[language];
  return page(
    language,
    texts.title,
    html`<p class="back"><a href="../mailbox">${texts.back}</a></p><p class="none">${texts.missing}</p>`,
  );
}

/** The mail's document. Its links open outside the frame. */
export function mailDocument({ html: markup }: Message): string {
  const base = '<base target="_blank">';
  const head = /<head(\s[^>]*)?>/i.exec(markup);
  if (!head) return base + markup;
  const end = head.index + head[0].length;
  return markup.slice(0, end) + base + markup.slice(end);
}
