import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attacks } from "./attacks.fixture.ts";
import { readRichText } from "./rich-text.ts";

const htmlOf = (typed: string) => readRichText(typed).html;
const TAGS = /<\/?(p|h2|h3|blockquote|ul|ol|li|table|tbody|thead|tr|th|td|hr|br|strong|em|u|s|a|img)( |>)/;
const FOLDER = "descriptions/019a1c3e-7b20-7c41-9f0a-3d5b8e6a1c02-860x4200";
const SRC = `/api/v1/media/${FOLDER}/860.webp`;
const stored = (alt: string) =>
  `<img src="${SRC}" srcset="/api/v1/media/${FOLDER}/640.webp 640w, ${SRC} 860w" ` +
  `sizes="(min-width: 48rem) 45rem, 100vw" width="860" height="4200" alt="${alt}" loading="lazy" />`;

/** Whether all of its tags and attributes are those that a description may have. */
function isHarmless(html: string): boolean {
  const tags = html.match(/<[^>]*>/g) ?? [];
  return tags.every((tag) => TAGS.test(tag) && /^<\/?[a-z0-9]+( \/)?>$/.test(withoutKnownAttributes(tag)));
}
const withoutKnownAttributes = (tag: string): string =>
  tag
    .replace(/ href="(https?:\/\/|mailto:|\/(?!\/))[^"<>\s]*"/, "")
    .replace(/ rel="noopener nofollow"/, "")
    .replaceAll(/ (col|row)span="\d+"/g, "")
    .replace(/ src="\/api\/v1\/media\/descriptions\/[0-9a-fx-]+\/\d+\.webp" srcset="[^"]*" sizes="[^"]*"/, "")
    .replace(/ width="\d+" height="\d+" alt="[^"<>]*" loading="lazy"/, "");

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

  test.each([
    [`<p>앞</p><img src="${SRC}"><p>뒤</p>`, `<p>앞</p>${stored("")}<p>뒤</p>`],
    [
      `<img alt='큰  "컵" <b>' src='https://other.host${SRC}' onerror=alert(1)>`,
      stored("큰 &quot;컵&quot; &lt;b&gt;"),
    ],
    [`<img src="${SRC.replace("/860.", "/640.")}" width="1" srcset="https://evil.test/x 1x">`, stored("")],
    [`<img src="${SRC}" alt="${"가".repeat(300)}">`, stored("가".repeat(200))],
    [stored("그림"), stored("그림")],
    ['<p>글</p><img src="https://evil.test/x.png" alt="밖">', "<p>글</p>"],
    ['<p>글</p><img src="/api/v1/media/uploads/019a1c3e-7b20-7c41-9f0a-3d5b8e6a1c02/320.webp">', "<p>글</p>"],
    [`<p>글</p><img src="${SRC}?x=1"><img src="javascript:alert(1)"><img src="/api/v1/me">`, "<p>글</p>"],
    [`<p>글</p><img src="/api/v1/media/${FOLDER}/../../../860.webp"><img>`, "<p>글</p>"],
  ])("keeps pictures of the shop's own store alone: %j", (typed, html) => {
    expect(htmlOf(typed)).toBe(html);
    expect(htmlOf(html)).toBe(html);
  });

  test("may be pictures alone; what they show is its text", () => {
    expect(readRichText(`<img src="${SRC}">`)).toEqual({ html: stored(""), text: "" });
    expect(readRichText(`<p>앞 <img src="${SRC}" alt="a &amp; b > c"> 뒤</p>`).text).toBe(
      "앞\na & b > c\n뒤",
    );
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
        `<img src="${SRC}" alt="`,
        `<img src=${SRC}>`,
        stored("그림"),
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
