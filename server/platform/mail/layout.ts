/**
 * One layout for all mails. It makes the HTML and the plain text from the same content. The HTML has tables
 * and inline styles, because mail programs support little more. Contents are plain text; they are escaped.
 * Pure.
 */
import type { Language } from "../language.ts";

/** A piece of a mail, from top to bottom. */
export type Block =
  | string
  /** The main action. Its address follows below it, for programs that show no button. */
  | { readonly button: string; readonly url: string }
  /** A less important action. */
  | { readonly link: string; readonly url: string }
  | { readonly facts: readonly (readonly [label: string, value: string])[] };

export interface MailContent {
  readonly subject: string;
  readonly heading: string;
  readonly blocks: readonly Block[];
  /** The law asks for a mark in the subject, in any language. */
  readonly advertises?: true;
}

/** The parts that are the same in all mails of a shop. */
export interface Letterhead {
  readonly language: Language;
  readonly shopName: string;
  /** The target of the name's link. */
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

// The colours of the shop's pages (web/app/globals.css).
const INK = "#221e19";
const SOFT = "#6b6156";
const LINE = "#e7dfd3";
const ACTION = "#221e19";
const FONT =
  "-apple-system,BlinkMacSystemFont,'Segoe UI','Apple SD Gothic Neo','Malgun Gothic'," +
  "'Noto Sans KR',Roboto,sans-serif";
// Korean breaks between words, a long address anywhere.
const WRAP = "word-break:keep-all;overflow-wrap:anywhere;";
/** Characters that have room on a line beside as many. */
const SHORT = 16;
const TABLE = 'role="presentation" cellpadding="0" cellspacing="0" border="0"';

function renderHtml(content: MailContent, { language, shopName, shopUrl, footer }: Letterhead): string {
  const { subject, heading, blocks } = content;
  const note = LINK_NOTE[language];
  const home = escapeText(shopUrl);
  const name = escapeText(shopName);
  const nameStyle = `padding:0 0 20px;border-bottom:2px solid ${INK};font-size:18px;font-weight:700;`;
  const headingStyle = `margin:0;font-size:22px;line-height:1.4;font-weight:700;color:${INK};`;
  const blockStyle = `padding:8px 0;font-size:16px;line-height:1.65;color:${INK};`;
  const footerStyle =
    `border-top:1px solid ${LINE};padding:16px 0 0;font-family:${FONT};` +
    `font-size:13px;line-height:1.6;color:${SOFT};`;
  const rows = blocks.map((block) => `<tr><td style="${blockStyle}">${renderBlock(block, note)}</td></tr>`);
  const homeLink = `<a href="${home}" style="color:${INK};text-decoration:none;">${name}</a>`;
  const footerLink = `<a href="${home}" style="color:${SOFT};">${home}</a>`;
  const imprint = `<tr><td style="${footerStyle}">${escapeText(footer)}<br>${name} ${footerLink}</td></tr>`;
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
<tr><td style="${nameStyle}">${homeLink}</td></tr>
<tr><td style="padding:32px 0 8px;"><h1 style="${headingStyle}">${escapeText(heading)}</h1></td></tr>
${rows.join("\n")}
<tr><td style="padding:24px 0 0;"><table ${TABLE} width="100%">${imprint}</table></td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
}

const LINK_NOTE: Readonly<Record<Language, string>> = {
  ko: "버튼이 열리지 않으면 아래 주소를 복사해 브라우저에 붙여 넣어 주세요.",
  en: "If the button does not open, copy this address into your browser.",
};

function renderBlock(block: Block, note: string): string {
  if (typeof block === "string") return escapeText(block);
  if ("link" in block)
    return `<a href="${escapeText(block.url)}" style="color:${ACTION};">${escapeText(block.link)}</a>`;
  if ("button" in block) {
    const url = escapeText(block.url);
    const style =
      `display:inline-block;padding:14px 28px;font-family:${FONT};font-size:16px;` +
      "font-weight:700;line-height:1.2;color:#ffffff;text-decoration:none;";
    const link = `<a href="${url}" style="${style}">${escapeText(block.button)}</a>`;
    const cell = `<td style="border-radius:10px;background:${ACTION};">${link}</td>`;
    const address = `<a href="${url}" style="color:${SOFT};word-break:break-all;">${url}</a>`;
    return `<table ${TABLE} style="margin:8px 0 12px;"><tr>${cell}</tr></table>
<span style="font-size:13px;color:${SOFT};">${note}<br>${address}</span>`;
  }
  const cellStyle =
    `padding:8px 0;border-top:1px solid ${LINE};font-family:${FONT};` +
    "font-size:15px;line-height:1.5;vertical-align:top;";
  const cell = (text: string, style: string) => `<td style="${cellStyle}${style}">${escapeText(text)}</td>`;
  const labelStyle = `color:${SOFT};padding-right:16px;`;
  const valueStyle = `color:${INK};text-align:right;`;
  // A number stays whole beside a long name.
  const line = (text: string) => (text.length <= SHORT ? "white-space:nowrap;" : "");
  const rows = block.facts.map(
    ([label, value]) =>
      `<tr>${cell(label, labelStyle + line(label))}${cell(value, valueStyle + line(value))}</tr>`,
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
