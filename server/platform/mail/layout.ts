/**
 * One look for all mails. From the same content it makes the HTML (tables and inline styles, because mail programs know
 * little more) and the plain text. Contents are plain text; whatever they hold is escaped. Pure.
 */
import type { Language } from "../language.ts";

/** A piece of a mail, from top to bottom. */
export type Block =
  | string
  /** What the reader is to do. Its address stands below it once more, for programs that show no button. */
  | { readonly button: string; readonly url: string }
  /** Another way out, less weighty. */
  | { readonly link: string; readonly url: string }
  | { readonly facts: readonly (readonly [label: string, value: string])[] };

export interface MailContent {
  readonly subject: string;
  readonly heading: string;
  readonly blocks: readonly Block[];
}

/** What is the same in all mails of a shop. */
export interface Letterhead {
  readonly language: Language;
  readonly shopName: string;
  /** Where the name leads to. */
  readonly shopUrl: string;
  /** Small print at the end. */
  readonly footer: string;
}

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export function renderMail(content: MailContent, letterhead: Letterhead): RenderedMail {
  return {
    subject: content.subject,
    text: renderText(content, letterhead),
    html: renderHtml(content, letterhead),
  };
}

function renderText({ heading, blocks }: MailContent, { shopName, shopUrl, footer }: Letterhead): string {
  const parts = blocks.map((block) => {
    if (typeof block === "string") return block;
    if ("url" in block) return `${"button" in block ? block.button : block.link}:\n${block.url}`;
    return block.facts.map(([label, value]) => `- ${label}: ${value}`).join("\n");
  });
  return `${[heading, ...parts, `--\n${footer}\n${shopName} ${shopUrl}`].join("\n\n")}\n`;
}

const INK = "#191f28";
const SOFT = "#4e5968";
const LINE = "#e5e8eb";
const ACTION = "#1b64da";
const FONT =
  "-apple-system,BlinkMacSystemFont,'Segoe UI','Apple SD Gothic Neo','Malgun Gothic','Noto Sans KR',Roboto,sans-serif";
// Korean is broken between words, and a long address wherever it must be.
const WRAP = "word-break:keep-all;overflow-wrap:anywhere;";
const TABLE = 'role="presentation" cellpadding="0" cellspacing="0" border="0"';

function renderHtml(content: MailContent, { language, shopName, shopUrl, footer }: Letterhead): string {
  const { subject, heading, blocks } = content;
  const note = LINK_NOTE[language];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escapeText(subject)}</title>
</head>
<body style="margin:0;padding:0;background:#ffffff;color:${INK};font-family:${FONT};">
<table ${TABLE} width="100%" style="background:#ffffff;"><tr><td align="center" style="padding:32px 20px;">
<table ${TABLE} width="100%" style="max-width:520px;text-align:left;font-family:${FONT};${WRAP}">
<tr><td style="padding:0 0 20px;border-bottom:2px solid ${INK};font-size:18px;font-weight:700;"><a href="${escapeText(shopUrl)}" style="color:${INK};text-decoration:none;">${escapeText(shopName)}</a></td></tr>
<tr><td style="padding:32px 0 8px;"><h1 style="margin:0;font-size:22px;line-height:1.4;font-weight:700;color:${INK};">${escapeText(heading)}</h1></td></tr>
${blocks.map((block) => `<tr><td style="padding:8px 0;font-size:16px;line-height:1.65;color:${INK};">${renderBlock(block, note)}</td></tr>`).join("\n")}
<tr><td style="padding:24px 0 0;"><table ${TABLE} width="100%"><tr><td style="border-top:1px solid ${LINE};padding:16px 0 0;font-family:${FONT};font-size:13px;line-height:1.6;color:${SOFT};">${escapeText(footer)}<br>${escapeText(shopName)} <a href="${escapeText(shopUrl)}" style="color:${SOFT};">${escapeText(shopUrl)}</a></td></tr></table></td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
}

const LINK_NOTE: Readonly<Record<Language, string>> = {
  ko: "버튼이 열리지 않으면 아래 주소를 복사해 브라우저에 붙여 넣어 주십시오.",
  en: "If the button does not open, copy this address into your browser.",
};

function renderBlock(block: Block, note: string): string {
  if (typeof block === "string") return escapeText(block);
  if ("link" in block)
    return `<a href="${escapeText(block.url)}" style="color:${ACTION};">${escapeText(block.link)}</a>`;
  if ("button" in block) {
    const url = escapeText(block.url);
    return `<table ${TABLE} style="margin:8px 0 12px;"><tr><td style="border-radius:10px;background:${ACTION};"><a href="${url}" style="display:inline-block;padding:14px 28px;font-family:${FONT};font-size:16px;font-weight:700;line-height:1.2;color:#ffffff;text-decoration:none;">${escapeText(block.button)}</a></td></tr></table>
<span style="font-size:13px;color:${SOFT};">${note}<br><a href="${url}" style="color:${SOFT};word-break:break-all;">${url}</a></span>`;
  }
  const cell = (text: string, style: string) =>
    `<td style="padding:8px 0;border-top:1px solid ${LINE};font-family:${FONT};font-size:15px;line-height:1.5;vertical-align:top;${style}">${escapeText(text)}</td>`;
  const rows = block.facts.map(
    ([label, value]) =>
      `<tr>${cell(label, `color:${SOFT};padding-right:16px;white-space:nowrap;`)}${cell(value, `color:${INK};text-align:right;`)}</tr>`,
  );
  return `<table ${TABLE} width="100%" style="border-bottom:1px solid ${LINE};">${rows.join("")}</table>`;
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escapeText = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);
