import type { AnsweredProduct } from "../../reviews/contract.ts";
import type { Template } from "./letter.ts";

interface Values {
  readonly name: string;
  /** Null while the catalogue did not answer. */
  readonly product: AnsweredProduct | null;
}

/** The question and its answer are read on the page alone: a question may be secret. */
export const questionAnswered: Template<Values> = {
  ko: ({ name, product }, pages) => ({
    subject: product ? `문의하신 내용에 답변드렸어요: ${product.ko}` : "문의하신 내용에 답변드렸어요",
    heading: "문의하신 내용에 답변드렸어요",
    blocks: [
      `${name}님, 남겨 주신 상품 문의에 답변이 올라왔어요.`,
      ...(product ? [{ facts: [["상품", product.ko] as const] }] : []),
      { button: "답변 보러 가기", url: pages.ownReviews },
      ...(product ? [{ link: "상품 페이지 보기", url: pages.product(product.slug) }] : []),
    ],
  }),
  en: ({ name, product }, pages) => ({
    subject: product ? `Your question was answered: ${product.en}` : "Your question was answered",
    heading: "Your question was answered",
    blocks: [
      `${name}, there is an answer to your question about a product.`,
      ...(product ? [{ facts: [["Product", product.en] as const] }] : []),
      { button: "Read the answer", url: pages.ownReviews },
      ...(product ? [{ link: "See the product", url: pages.product(product.slug) }] : []),
    ],
  }),
};
