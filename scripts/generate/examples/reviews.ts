import { image, PRODUCT_ID, shownVariant } from "./catalogue.ts";
import type { OperationExample } from "./example.ts";
import { ORDER_ID, ORDER_NUMBER } from "./orders.ts";

const REVIEW_ID = "019a1d02-3c4d-7e5f-8a9b-0c1d2e3f4a5b";
const QUESTION_ID = "019a1d02-7b8c-7d9e-8f0a-1b2c3d4e5f60";
const ORDER_LINE_ID = "019a1c61-9a3d-7f01-9b2c-3d4e5f6a7b8c";
const PICTURE_ID = "019a1d01-1a2b-7c3d-8e4f-5a6b7c8d9e0f";
const photo = {
  ...image,
  url: `/api/v1/media/reviews/${PICTURE_ID}/1280.webp`,
  alt: "후기 사진 1",
  sources: [],
};
const picture = { id: PICTURE_ID, image: photo };
const product = { id: PRODUCT_ID, slug: "moon-jar-mug", name: "달항아리 머그", image };

const shown = {
  id: REVIEW_ID,
  rating: 5,
  text: "손에 쥐면 따뜻하고 가벼워요. 선물하기 좋아요.",
  author: "김*연",
  options: [{ label: "색상", value: "백자" }],
  helpful: 3,
  answer: { text: "아껴 주셔서 고마워요.", at: "2026-11-28T04:00:00.000Z" },
  createdAt: "2026-11-28T03:30:00.000Z",
  editedAt: null,
};
const review = { ...shown, pictures: [photo], mine: false, voted: true };
const own = {
  ...shown,
  helpful: 0,
  answer: null,
  orderLineId: ORDER_LINE_ID,
  product,
  pictures: [picture],
  state: "shown",
  hiddenReason: null,
};
const question = {
  id: QUESTION_ID,
  secret: false,
  text: "식기세척기에 써도 되나요?",
  author: "박*준",
  answered: true,
  answer: { text: "네, 상단 칸에 넣어 주세요.", at: "2026-11-28T05:00:00.000Z" },
  createdAt: "2026-11-28T04:30:00.000Z",
};
const secret = {
  ...question,
  id: "019a1d03-0a1b-7c2d-8e3f-4a5b6c7d8e9f",
  secret: true,
  text: null,
  answered: false,
  answer: null,
};
const asked = { ...question, answered: false, answer: null, mine: true };

const { options, helpful, editedAt, ...common } = shown;
const staffReview = {
  ...common,
  product,
  options,
  pictures: [picture],
  helpful,
  reports: 0,
  editedAt,
  state: "shown",
  hiddenReason: null,
  version: 2,
};
const hiddenReview = { ...staffReview, state: "hidden", hiddenReason: "개인정보가 있어요", version: 3 };
const { answered, ...ofQuestion } = question;
const staffQuestion = { ...ofQuestion, product, state: "shown", hiddenReason: null, version: 2 };
const hiddenQuestion = { ...staffQuestion, state: "hidden", hiddenReason: "광고예요", version: 3 };
const counted = { total: 1, totalIsCapped: false, nextCursor: null };
const reviewEdit = { id: REVIEW_ID, "if-match": '"2"' };
const questionEdit = { id: QUESTION_ID, "if-match": '"2"' };
const reasonOf = (reason: string) => ({ reason });
const gone = { 204: null };

const byEverybody: Readonly<Record<string, OperationExample>> = {
  "GET /api/v1/products/:idOrSlug/reviews": {
    parameters: { idOrSlug: "moon-jar-mug" },
    responses: {
      200: {
        items: [review],
        total: 1,
        summary: {
          rating: { average: 5, count: 1 },
          distribution: [5, 4, 3, 2, 1].map((rating) => ({ rating, count: rating === 5 ? 1 : 0 })),
          withPictures: 1,
        },
        nextCursor: null,
      },
    },
  },
  "GET /api/v1/products/:idOrSlug/questions": {
    parameters: { idOrSlug: "moon-jar-mug" },
    responses: { 200: { items: [secret, question], total: 2, nextCursor: null } },
  },
};

const byMembers: Readonly<Record<string, OperationExample>> = {
  "POST /api/v1/reviews/pictures": {
    body: { file: ["photo.jpg"] },
    responses: { 201: { pictures: [picture] } },
  },
  "POST /api/v1/reviews": {
    body: { orderLineId: ORDER_LINE_ID, rating: 5, text: shown.text, pictures: [PICTURE_ID] },
    responses: { 201: own },
  },
  "PATCH /api/v1/reviews/:id": {
    parameters: { id: REVIEW_ID },
    body: { rating: 4 },
    responses: { 200: { ...own, rating: 4, editedAt: "2026-11-28T06:00:00.000Z" } },
  },
  "DELETE /api/v1/reviews/:id": { parameters: { id: REVIEW_ID }, responses: gone },
  "POST /api/v1/reviews/:id/helpful": {
    parameters: { id: REVIEW_ID },
    body: {},
    responses: { 200: { helpful: 4 } },
  },
  "DELETE /api/v1/reviews/:id/helpful": {
    parameters: { id: REVIEW_ID },
    responses: { 200: { helpful: 3 } },
  },
  "POST /api/v1/reviews/:id/reports": {
    parameters: { id: REVIEW_ID },
    body: { reason: "advertising", note: "다른 상점의 주소를 적었어요" },
    responses: gone,
  },
  "POST /api/v1/products/:idOrSlug/questions": {
    parameters: { idOrSlug: "moon-jar-mug" },
    body: { text: question.text, secret: false },
    responses: { 201: asked },
  },
  "DELETE /api/v1/questions/:id": { parameters: { id: QUESTION_ID }, responses: gone },
  "GET /api/v1/me/reviewable": {
    responses: {
      200: {
        items: [
          {
            orderLineId: ORDER_LINE_ID,
            orderId: ORDER_ID,
            orderNumber: ORDER_NUMBER,
            placedAt: "2026-11-28T02:00:00.000Z",
            ...shownVariant,
          },
        ],
        nextCursor: null,
      },
    },
  },
  "GET /api/v1/me/reviews": { responses: { 200: { items: [own], nextCursor: null } } },
  "GET /api/v1/me/questions": {
    responses: {
      200: { items: [{ ...asked, product, state: "shown", hiddenReason: null }], nextCursor: null },
    },
  },
};

const byStaff: Readonly<Record<string, OperationExample>> = {
  "GET /api/v1/admin/reviews": { responses: { 200: { items: [staffReview], ...counted } } },
  "GET /api/v1/admin/reviews/:id": {
    parameters: { id: REVIEW_ID },
    responses: { 200: { ...staffReview, reportDetails: [] } },
  },
  "PUT /api/v1/admin/reviews/:id/answer": {
    parameters: reviewEdit,
    body: { text: "아껴 주셔서 고마워요." },
    responses: { 200: { ...staffReview, version: 3 } },
  },
  "DELETE /api/v1/admin/reviews/:id/answer": {
    parameters: reviewEdit,
    responses: { 200: { ...staffReview, answer: null, version: 3 } },
  },
  "POST /api/v1/admin/reviews/:id/hide": {
    parameters: reviewEdit,
    body: reasonOf("개인정보가 있어요"),
    responses: { 200: hiddenReview },
  },
  "POST /api/v1/admin/reviews/:id/unhide": {
    parameters: reviewEdit,
    body: reasonOf("개인정보가 지워졌어요"),
    responses: { 200: { ...staffReview, version: 3 } },
  },
  "POST /api/v1/admin/reviews/:id/dismiss-reports": {
    parameters: { id: REVIEW_ID },
    body: reasonOf("광고가 아니에요"),
    responses: { 200: staffReview },
  },
  "GET /api/v1/admin/questions": { responses: { 200: { items: [staffQuestion], ...counted } } },
  "GET /api/v1/admin/questions/:id": {
    parameters: { id: QUESTION_ID },
    responses: { 200: staffQuestion },
  },
  "PUT /api/v1/admin/questions/:id/answer": {
    parameters: questionEdit,
    body: { text: "네, 상단 칸에 넣어 주세요." },
    responses: { 200: { ...staffQuestion, version: 3 } },
  },
  "DELETE /api/v1/admin/questions/:id/answer": {
    parameters: questionEdit,
    responses: { 200: { ...staffQuestion, answer: null, version: 3 } },
  },
  "POST /api/v1/admin/questions/:id/hide": {
    parameters: questionEdit,
    body: reasonOf("광고예요"),
    responses: { 200: hiddenQuestion },
  },
  "POST /api/v1/admin/questions/:id/unhide": {
    parameters: questionEdit,
    body: reasonOf("광고가 아니에요"),
    responses: { 200: { ...staffQuestion, version: 3 } },
  },
};

export const reviewExamples: Readonly<Record<string, OperationExample>> = {
  ...byEverybody,
  ...byMembers,
  ...byStaff,
};
