/** The API's document, a page to read and try it, and a page about every code of a problem. */
import type { FastifyReply } from "fastify";
import { DomainError } from "../platform/errors.ts";
import { everyone } from "../platform/http/access.ts";
import type { App } from "../platform/http/app.ts";
import { setEtag } from "../platform/http/etag.ts";
import { PROBLEM_PAGES, problemSlug } from "../platform/http/problem.ts";
import { docsPage } from "./docs-page.ts";
import { readApiDocument } from "./document.ts";
import { PAGE_POLICY } from "./html.ts";
import { renderProblemPages } from "./problem-pages.ts";

export async function apiPages(app: App, publicUrl: string): Promise<void> {
  const document = await readApiDocument();
  const open = { access: everyone };

  app.get("/api/openapi.json", { config: open }, (_request, reply) => {
    reply.header("cache-control", "no-cache");
    if (setEtag(reply, document.etag)) return reply.code(304).send();
    return reply.type("application/json; charset=utf-8").send(document.bytes);
  });

  const pages = renderProblemPages(document);
  app.get(PROBLEM_PAGES, { config: open }, (_request, reply) => sendPage(reply, pages.index));
  app.get<{ Params: { slug: string } }>(`${PROBLEM_PAGES}/:slug`, { config: open }, (request, reply) => {
    const { slug } = request.params;
    const html = pages.bySlug.get(slug);
    if (html !== undefined) return sendPage(reply, html);
    // A reader may type the code as it is.
    if (pages.bySlug.has(problemSlug(slug)))
      return reply.redirect(`${PROBLEM_PAGES}/${problemSlug(slug)}`, 308);
    throw new DomainError("NOT_FOUND");
  });

  await docsPage(app, document, publicUrl);
}

const sendPage = (reply: FastifyReply, html: string): FastifyReply =>
  reply
    .type("text/html; charset=utf-8")
    .headers({ "content-security-policy": PAGE_POLICY, "cache-control": "public, max-age=3600" })
    .send(html);
