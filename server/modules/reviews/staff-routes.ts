import type { FastifyReply, FastifyRequest } from "fastify";
import type { TSchema } from "typebox";
import { type Caller, callerOf } from "../../platform/audit-log/audit-log.ts";
import { can } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { languageOf } from "../../platform/http/problem.ts";
import { NotModified } from "../../platform/http/response-cache.ts";
import { etagOfVersion, readVersion, VersionHeaders } from "../../platform/http/versions.ts";
import { Closed, Uuid } from "../../platform/schema.ts";
import type { ReviewsContext } from "./context.ts";
import { presentReport, presentStaffQuestion, presentStaffReview } from "./present-for-staff.ts";
import { productsOf } from "./service/find-product.ts";
import * as desk from "./service/moderate.ts";
import {
  listQuestionsForStaff,
  listReviewsForStaff,
  readQuestionForStaff,
  readReviewForStaff,
} from "./service/staff-lists.ts";
import {
  AnswerInput,
  ReasonInput,
  StaffListQuery,
  StaffQuestion,
  StaffQuestionList,
  StaffQuestionQuery,
  StaffReview,
  StaffReviewDetails,
  StaffReviewList,
} from "./staff-schemas.ts";

const tags = ["reviews"];
const params = Closed({ id: Uuid });
const read = { access: can("review:read") };

export function staffRoutes(app: App, reviews: ReviewsContext): void {
  readingRoutes(app, reviews);
  moderatingRoutes(app, {
    path: "/api/v1/admin/reviews",
    what: "review",
    schema: StaffReview,
    async moderate(edit, by) {
      const row = await desk.moderateReview(reviews, edit, by);
      const product = (await productsOf(reviews, [row])).get(row.productId);
      return { version: row.version, body: presentStaffReview(row, product, by.origin.language) };
    },
  });
  moderatingRoutes(app, {
    path: "/api/v1/admin/questions",
    what: "question",
    schema: StaffQuestion,
    async moderate(edit, by) {
      const row = await desk.moderateQuestion(reviews, edit, by);
      const product = (await productsOf(reviews, [row])).get(row.productId);
      return { version: row.version, body: presentStaffQuestion(row, product, by.origin.language) };
    },
  });
  dismissRoute(app, reviews);
}

function readingRoutes(app: App, reviews: ReviewsContext): void {
  app.get(
    "/api/v1/admin/reviews",
    {
      config: read,
      schema: {
        tags,
        summary: "List reviews, the newest first",
        querystring: StaffListQuery,
        response: { 200: StaffReviewList },
      },
    },
    (request) => listReviewsForStaff(reviews, request.query, languageOf(request)),
  );

  app.get(
    "/api/v1/admin/questions",
    {
      config: read,
      schema: {
        tags,
        summary: "List questions, the newest first",
        querystring: StaffQuestionQuery,
        response: { 200: StaffQuestionList },
      },
    },
    (request) => listQuestionsForStaff(reviews, request.query, languageOf(request)),
  );

  app.get(
    "/api/v1/admin/reviews/:id",
    {
      config: read,
      schema: {
        tags,
        summary: "Read a review with what was reported of it",
        params,
        querystring: Closed({}),
        response: { 200: StaffReviewDetails, 304: NotModified },
      },
    },
    async (request, reply) => {
      const { row, product, reports } = await readReviewForStaff(reviews, request.params.id);
      const review = presentStaffReview(row, product, languageOf(request));
      reply.header("etag", etagOfVersion(row.version));
      return { ...review, reportDetails: reports.map(presentReport) };
    },
  );

  app.get(
    "/api/v1/admin/questions/:id",
    {
      config: read,
      schema: {
        tags,
        summary: "Read a question",
        params,
        querystring: Closed({}),
        response: { 200: StaffQuestion, 304: NotModified },
      },
    },
    async (request, reply) => {
      const { row, product } = await readQuestionForStaff(reviews, request.params.id);
      reply.header("etag", etagOfVersion(row.version));
      return presentStaffQuestion(row, product, languageOf(request));
    },
  );
}

/** What staff change of reviews and of questions in the same way. */
interface Desk {
  readonly path: string;
  readonly what: string;
  readonly schema: TSchema;
  moderate(edit: desk.StaffEdit, by: Caller): Promise<{ readonly version: number; readonly body: unknown }>;
}

type Decision = Pick<desk.StaffEdit, "action" | "change" | "reason">;

function moderatingRoutes(app: App, { path, what, schema, moderate }: Desk): void {
  const common = { tags, problems: ["STALE_EDIT"], params, headers: VersionHeaders };
  const response = { 200: schema };

  async function decide(request: FastifyRequest, reply: FastifyReply, id: string, decision: Decision) {
    // The schema demands the header.
    const base = readVersion(request.headers["if-match"] ?? "");
    const { version, body } = await moderate({ id, base, ...decision }, callerOf(request));
    return reply.header("etag", etagOfVersion(version)).send(body);
  }

  app.put(
    `${path}/:id/answer`,
    {
      config: { access: can("review:answer") },
      schema: { ...common, summary: `Answer a ${what}, or edit the answer`, body: AnswerInput, response },
    },
    async (request, reply) => {
      const { text } = request.body;
      return decide(request, reply, request.params.id, { action: "answer", change: desk.answerWith(text) });
    },
  );

  app.delete(
    `${path}/:id/answer`,
    {
      config: { access: can("review:answer") },
      schema: { ...common, summary: `Take back the answer to a ${what}`, response },
    },
    async (request, reply) =>
      decide(request, reply, request.params.id, { action: "takeBackAnswer", change: desk.answerWith(null) }),
  );

  app.post(
    `${path}/:id/hide`,
    {
      config: { access: can("review:moderate") },
      schema: { ...common, summary: `Hide a ${what}`, body: ReasonInput, response },
    },
    async (request, reply) => {
      const { reason } = request.body;
      return decide(request, reply, request.params.id, {
        action: "hide",
        reason,
        change: desk.hideFor(reason),
      });
    },
  );

  app.post(
    `${path}/:id/unhide`,
    {
      config: { access: can("review:moderate") },
      schema: { ...common, summary: `Show a hidden ${what} again`, body: ReasonInput, response },
    },
    async (request, reply) => {
      const { reason } = request.body;
      return decide(request, reply, request.params.id, { action: "unhide", reason, change: desk.showAgain });
    },
  );
}

function dismissRoute(app: App, reviews: ReviewsContext): void {
  app.post(
    "/api/v1/admin/reviews/:id/dismiss-reports",
    {
      config: { access: can("review:moderate") },
      schema: {
        tags,
        summary: "Keep a review that was reported",
        params,
        body: ReasonInput,
        response: { 200: StaffReview },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const row = await desk.dismissReports(reviews, id, request.body.reason, callerOf(request));
      const products = await productsOf(reviews, [row]);
      reply.header("etag", etagOfVersion(row.version));
      return presentStaffReview(row, products.get(row.productId), languageOf(request));
    },
  );
}
