import { expect, test } from "vitest";
import { policyBlocks, policyPath } from "./policies.ts";

test("a document's text is read as paragraphs and lists", () => {
  expect(policyBlocks("목적\n\n- 가입\n- 주문\n\n\n첫 줄\n둘째 줄\n")).toEqual([
    { kind: "paragraph", text: "목적" },
    { kind: "list", items: ["가입", "주문"] },
    { kind: "paragraph", text: "첫 줄\n둘째 줄" },
  ]);
  expect(policyBlocks(" \n\n ")).toEqual([]);
});

test("each document has one page", () => {
  expect([policyPath("terms"), policyPath("privacy"), policyPath("over14")]).toEqual([
    "/terms",
    "/privacy",
    "/policies/over14",
  ]);
});
