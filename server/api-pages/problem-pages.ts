/** A page about every code of a problem: what it means, when it comes, what a client does then. */
import { inputTexts } from "../platform/http/input-texts.ts";
import { PROBLEM_PAGES, type ProblemText, problemSlug } from "../platform/http/problem.ts";
import { problemTexts } from "../problems.ts";
import type { ApiDocument, DocumentedOperation } from "./document.ts";
import type { Guide } from "./guidance.ts";
import { escapeHtml, page } from "./html.ts";
import { problemGuide } from "./problem-guide.ts";

export interface ProblemPages {
  readonly index: string;
  /** By the last part of its address: `out-of-stock`. */
  readonly bySlug: ReadonlyMap<string, string>;
}

/** Shared by the apps of a process. */
const rendered = new WeakMap<ApiDocument, ProblemPages>();

/** Throws an Error for a code without guidance. */
export function renderProblemPages(document: ApiDocument): ProblemPages {
  const known = rendered.get(document);
  if (known) return known;
  const pages = render(document);
  rendered.set(document, pages);
  return pages;
}

function render(document: ApiDocument): ProblemPages {
  const pages = Object.entries(problemTexts).map(([code, text]): [string, string] => {
    const guide = problemGuide[code];
    if (!guide) throw new Error(`the error code ${code} has no guidance for its page`);
    return [problemSlug(code), problemPage(code, text, guide, document)];
  });
  return { index: indexPage(), bySlug: new Map(pages) };
}

function problemPage(
  code: string,
  { status, ko, en }: ProblemText,
  guide: Guide,
  document: ApiDocument,
): string {
  return page(
    code,
    `<h1><code>${code}</code></h1>
<p class="status">HTTP ${status}</p>
<section lang="ko" aria-label="한국어">
<h2>${escapeHtml(ko)}</h2>
<h3>언제</h3>
<p>${prose(guide.ko.when)}</p>
<h3>이렇게 하세요</h3>
<p>${prose(guide.ko.remedy)}</p>
</section>
<section lang="en" aria-label="English">
<h2>${escapeHtml(en)}</h2>
<h3>When</h3>
<p>${prose(guide.en.when)}</p>
<h3>What to do</h3>
<p>${prose(guide.en.remedy)}</p>
</section>
${code === "INVALID_INPUT" ? inputCodes() : ""}
<section aria-label="Operations">
<h2>이 코드로 답하는 요청 <span lang="en">· Operations with this code</span></h2>
${operationList(document.operationsOf(code), document.operations.length)}
</section>`,
  );
}

/** Words in backquotes, methods with their addresses, and names of headers and fields are code. */
const prose = (text: string): string =>
  escapeHtml(text)
    .replaceAll(/`([^`]+)`/g, "<code>$1</code>")
    .replaceAll(/\b((?:GET|POST) \/api\/[\w/{}-]+)/g, "<code>$1</code>");

function operationList(operations: readonly DocumentedOperation[], all: number): string {
  if (operations.length === 0 || operations.length === all)
    return `<p>모든 요청 <span lang="en">· Every request</span></p>`;
  const items = operations.map(
    ({ method, path, summary }) =>
      `<li><code>${method} ${escapeHtml(path)}</code> <span lang="en">${escapeHtml(summary)}</span></li>`,
  );
  return `<ul>\n${items.join("\n")}\n</ul>`;
}

function inputCodes(): string {
  const rows = Object.entries(inputTexts).map(
    ([code, { ko, en }]) =>
      `<tr><th scope="row"><code>${code}</code></th><td>${escapeHtml(ko)}</td>` +
      `<td lang="en">${escapeHtml(en)}</td></tr>`,
  );
  return `<section aria-label="errors">
<h2><code>errors[].code</code></h2>
<div class="scroll" tabindex="0" role="region" aria-label="errors[].code">
<table>
<thead><tr>
<th scope="col">code</th><th scope="col">한국어</th><th scope="col" lang="en">English</th>
</tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table>
</div>
</section>`;
}

function indexPage(): string {
  const rows = Object.entries(problemTexts).map(
    ([code, { status, ko, en }]) =>
      `<tr><td>${status}</td>` +
      `<th scope="row"><a href="${PROBLEM_PAGES}/${problemSlug(code)}"><code>${code}</code></a></th>` +
      `<td>${escapeHtml(ko)}<br><span lang="en">${escapeHtml(en)}</span></td></tr>`,
  );
  return page(
    "오류 코드",
    `<h1>오류 코드 <span lang="en">· Error codes</span></h1>
<p>오류는 RFC 9457 형식(<code>application/problem+json</code>)으로 답해요. <code>code</code>는 바뀌지 않아요.</p>
<p lang="en">Refusals are <code>application/problem+json</code> (RFC 9457).
Their <code>code</code> is stable.</p>
<div class="scroll" tabindex="0" role="region" aria-label="오류 코드">
<table>
<thead><tr>
<th scope="col">HTTP</th><th scope="col">code</th><th scope="col">뜻 <span lang="en">· Meaning</span></th>
</tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table>
</div>`,
  );
}
