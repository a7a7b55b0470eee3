/** The frame of the API's own pages: no script, one style sheet that stands in the page itself. */
import { createHash } from "node:crypto";

export const MARK = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">\
<path d="M16 8.5c8.5-2 13.2 3 12.6 9.8C28 25 22.8 29.5 16 29.5S4 25 3.4 18.3C2.8 11.5 7.5 6.5 16 8.5Z" \
fill="#bd3d16"/><path d="M16 9.8c-3 2.2-6.2 2.2-8.6.4 2.3-1.2 4-2.8 5-4.8 1 .6 2.2.9 3.6.9s2.6-.3 3.6-.9c1 2 \
2.7 3.6 5 4.8-2.4 1.8-5.6 1.8-8.6-.4Z" fill="#3c6748"/>\
<path d="M16 7V3" stroke="#3c6748" stroke-linecap="round" stroke-width="2"/></svg>`;

const MARK_URL = `data:image/svg+xml;base64,${Buffer.from(MARK).toString("base64")}`;

const STYLE = `
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem 1rem 4rem; background: #fcfaf6; color: #221e19;
  font: 1rem/1.65 system-ui, -apple-system, "Apple SD Gothic Neo", "Malgun Gothic", sans-serif; }
a { color: #9c3110; text-underline-offset: 0.2em; }
a:focus-visible { outline: 2.5px solid #221e19; outline-offset: 2px; }
nav ul { display: flex; gap: 1rem; list-style: none; margin: 0 0 2rem; padding: 0; }
h1 { font-size: 1.6rem; line-height: 1.3; margin: 0 0 0.25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2rem 0 0.25rem; }
h3 { font-size: 1rem; margin: 1rem 0 0; }
p, ul { margin: 0.25rem 0 0.75rem; }
code { font: 0.9em ui-monospace, monospace; overflow-wrap: anywhere; }
.status { color: #6b6156; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #e7dfd3; padding: 0.4rem 0.75rem 0.4rem 0; text-align: left;
  vertical-align: top; }
`;

const sha256 = (text: string): string => createHash("sha256").update(text).digest("base64");

/** Nothing is loaded but the mark, which stands in the page. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${sha256(STYLE)}'`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

export const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** `title` is text; `main` is HTML. */
export const page = (title: string, main: string): string => `<!DOCTYPE html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · 장터 API</title>
<link rel="icon" type="image/svg+xml" href="${MARK_URL}">
<style>${STYLE}</style>
</head>
<body>
<nav aria-label="장터 API"><ul>
<li><a href="/api/docs">장터 API</a></li>
<li><a href="/api/docs/errors">오류 코드</a></li>
</ul></nav>
<main>
${main}
</main>
</body>
</html>
`;
