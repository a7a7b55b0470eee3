/** The layout of every page of the sandbox. */

import { type Html, html, trusted } from "./html.ts";
import type { Language } from "./language.ts";

export interface Page {
  readonly language: Language;
  readonly title: string;
  /** CSS, sent inline. */
  readonly style: string;
  /** States that this is no real bank or mailbox. */
  readonly banner: Html;
  readonly content: Html;
}

export const pageOf = ({ language, title, style, banner, content }: Page): string =>
  html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trusted(style)}</style>
</head>
<body>
<main>
<p class="banner">${banner}</p>
${content}
</main>
</body>
</html>
`.markup;
