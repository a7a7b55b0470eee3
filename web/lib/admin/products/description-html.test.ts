import { expect, test } from "vitest";
import { htmlOfDescription, htmlOfText } from "./description-html.ts";

test("a text is paragraphs with its line ends, and its signs stay signs", () => {
  expect(htmlOfText("한 줄\n두 줄\n\n\n<b>&")).toBe("<p>한 줄<br>두 줄</p><p>&lt;b&gt;&amp;</p>");
  expect([htmlOfText(""), htmlOfText(" \n\n ")]).toEqual(["", ""]);
});

test("a description with a form is its HTML", () => {
  expect(htmlOfDescription({ description: "글", descriptionHtml: "<p>글</p>" })).toBe("<p>글</p>");
  expect(htmlOfDescription({ description: "글", descriptionHtml: null })).toBe("<p>글</p>");
  expect(htmlOfDescription({})).toBe("");
});
