/** What a visitor sees in place of a page when the web gives none. It needs no script and no file. */
import type { FastifyReply } from "fastify";
import type { Language } from "../platform/language.ts";

interface PlainPage {
  readonly title: string;
  readonly text: string;
  /** To the same address again. */
  readonly link: string;
}

const BUSY: Readonly<Record<Language, PlainPage>> = {
  ko: {
    title: "잠시 후 다시 열려요",
    text: "지금은 이 화면을 보여 드릴 수 없어요. 장바구니와 주문은 그대로 있어요. 잠시 후 다시 시도해 주세요.",
    link: "다시 시도",
  },
  en: {
    title: "We will be back in a moment",
    text: "This page cannot be shown right now. Your cart and your orders are safe. Please try again soon.",
    link: "Try again",
  },
};

const STYLE =
  "body{margin:0;min-height:100vh;display:grid;place-items:center;background:#fcfaf6;color:#2b2622;" +
  "font:1.0625rem/1.7 Pretendard,-apple-system,'Apple SD Gothic Neo','Malgun Gothic',sans-serif}" +
  "main{max-width:26rem;padding:2rem;text-align:center;word-break:keep-all}h1{font-size:1.5rem}" +
  "a{display:inline-block;margin-top:1rem;padding:.75rem 1.5rem;border-radius:.5rem;background:#2b2622;" +
  "color:#fff;text-decoration:none}a:focus-visible{outline:3px solid #bd3d16;outline-offset:3px}";

/** Tells that the shop cannot show this page now: 503, to be tried again. */
export function sendBusyPage(reply: FastifyReply, language: Language): FastifyReply {
  const { title, text, link } = BUSY[language];
  const html =
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<meta name="robots" content="noindex">` +
    `<title>${title}</title><style>${STYLE}</style></head>` +
    `<body><main><h1>${title}</h1><p>${text}</p><a href="">${link}</a></main></body></html>`;
  return reply
    .code(503)
    .header("retry-after", "5")
    .header("cache-control", "no-store")
    .header(
      "content-security-policy",
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    )
    .header("content-language", language)
    .type("text/html; charset=utf-8")
    .send(html);
}
