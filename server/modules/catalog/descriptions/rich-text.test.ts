import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attacks } from "./attacks.fixture.ts";
import { readRichText } from "./rich-text.ts";

const htmlOf = (typed: string) => readRichText(typed).html;
const TAGS = /<\/?(p|h2|h3|blockquote|ul|ol|li|table|tbody|thead|tr|th|td|hr|br|strong|em|u|s|a)( |>)/;

/** Whether all of its tags and attributes are those that a description may have. */
function isHarmless(html: string): boolean {
  const tags = html.match(/<[^>]*>/g) ?? [];
  return tags.every((tag) => TAGS.test(tag) && /^<\/?[a-z0-9]+( \/)?>$/.test(withoutKnownAttributes(tag)));
}
const withoutKnownAttributes = (tag: string): string =>
  tag
    .replace(/ href="(https?:\/\/|mailto:|\/(?!\/))[^"<>\s]*"/, "")
    .replace(/ rel="noopener nofollow"/, "")
    .replaceAll(/ (col|row)span="\d+"/g, "");

describe("rich text", () => {
  test("keeps headings, lists, links, quotes and tables as they are", () => {
    const html =
      "<h2>소재</h2><p>두툼한 <strong>면</strong> <em>100%</em> <u>무</u><s>형광</s><br />둘째 줄</p>" +
      "<ul><li><p>하나</p></li></ul><ol><li>둘</li></ol><blockquote><p>좋아요</p></blockquote><hr />" +
      '<p><a href="https://example.com/?a=1&amp;b=2" rel="noopener nofollow">자세히</a> ' +
      '<a href="/c/mugs">머그</a></p>' +
      '<table><tbody><tr><th colspan="2">크기</th></tr><tr><td>가로</td><td>10 cm</td></tr></tbody></table>';
    expect(htmlOf(html)).toBe(html);
  });

  test.each([
    ["<h1>제목</h1><h5>작게</h5>", "<h2>제목</h2><h3>작게</h3>"],
    ["<div>한 줄</div><div>두 줄</div>", "<p>한 줄</p><p>두 줄</p>"],
    ["<b>굵게</b><i>기울여</i><del>지움</del>", "<strong>굵게</strong><em>기울여</em><s>지움</s>"],
    ['<p class="a" style="color:red" id="b">글</p>', "<p>글</p>"],
    [
      '<a href="mailto:help@shop.example">메일</a>',
      '<a href="mailto:help@shop.example" rel="noopener nofollow">메일</a>',
    ],
    ['<a href="//evil.test/x">밖</a>', "밖"],
    ['<a href="/\\evil.test/x">밖</a>', "밖"],
    ["a < b & c", "a &lt; b &amp; c"],
    ["<p>머그</p>".normalize("NFD"), "<p>머그</p>"],
    ["<p>a&#x202e;b&#x200b;c</p>", "<p>abc</p>"],
    ['<td colspan="999" rowspan="-1">칸</td>', "<td>칸</td>"],
    ["<p> </p><p><br></p>", ""],
    ["<hr>", ""],
  ])("of %j is %j", (typed, html) => {
    expect(htmlOf(typed)).toBe(html);
  });

  test("has its text with a line for each block, and the characters that entities stand for", () => {
    const { text } = readRichText(
      "<h2>소재</h2><ul><li><p>면 &amp; 마</p></li><li>울</li></ul><p>a&lt;b<br>c</p>" +
        "<table><tr><td><p>가로</p></td><td>10 cm</td></tr><tr><td>세로</td><td>&amp;lt;</td></tr></table>",
    );
    expect(text).toBe("소재\n면 & 마\n울\na<b\nc\n가로 10 cm\n세로 &lt;");
  });

  test.each(attacks)("leaves nothing to run of %j", (typed) => {
    const { html } = readRichText(typed);
    expect(html).toSatisfy(isHarmless);
    expect(readRichText(html).html).toBe(html);
  });

  const pieces = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 6 }),
    fc.constantFrom(...attacks),
    fc.constantFrom(
      ...[
        "<p>",
        "</p>",
        "<ul>",
        "<li>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<a href=x>",
        "</a>",
      ],
      ...[
        "<div>",
        "</div>",
        "<svg>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<",
        ">",
        "&lt;",
        "&#60;",
        "&amp;lt;",
      ],
      ...[
        "<style>",
        "</style>",
        "<script>",
        "</script>",
        "\u0338",
        "&#x338;",
        '"',
        "'",
        "<h1>",
        "<blockquote>",
      ],
    ),
  );

  test("is harmless, and the same when it is read twice, whatever is sent", () => {
    const typed = fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(typed, (sent) => {
        const { html, text } = readRichText(sent);
        expect(html).toSatisfy(isHarmless);
        expect(readRichText(html)).toEqual({ html, text });
      }),
      { numRuns: 1_000 },
    );
  });
});
