/**
 * Rich text of descriptions: HTML of a few tags, which pages show as it is. Whatever comes from outside is
 * read here first: all but an allow-list of tags and attributes is dropped, so that nothing in it runs, loads
 * or covers the page. What was read stays as it is when it is read again. Pure.
 */
import sanitizeHtml from "sanitize-html";
import { readText } from "../../../platform/text.ts";
import { foldersIn, pictureAttributes } from "./description-picture.ts";

export interface RichText {
  /** Empty when the text says nothing. */
  readonly html: string;
  /** The same without its form, for searches, mails and descriptions of pages. */
  readonly text: string;
}

const BLOCKS = ["p", "h2", "h3", "blockquote", "ul", "ol", "li", "table", "tbody", "thead", "tr", "hr"];
const CELLS = ["th", "td"];
const INLINE = ["br", "strong", "em", "u", "s", "a"];
/** Elements that are dropped with what they hold: it is no text, or a parser reads it in its own way. */
const DROPPED_WHOLE = [
  ...["script", "style", "textarea", "option", "noscript", "title", "iframe", "template", "svg", "math"],
  ...["xmp", "noembed", "noframes", "plaintext", "object", "select", "button"],
];
const MOST_CELLS = 50;

const rename = (tagName: string): sanitizeHtml.Transformer =>
  sanitizeHtml.simpleTransform(tagName, {}, false);

/** A link without a target that may be followed stays as its text: `span` is not allowed. */
const link: sanitizeHtml.Transformer = (_name, { href = "" }) => {
  const target = readLink(href);
  if (target === null) return { tagName: "span", attribs: {} };
  const rel = target.startsWith("/") ? {} : { rel: "noopener nofollow" };
  return { tagName: "a", attribs: { href: target, ...rel } };
};

/** A picture of another store, or of none, is dropped. */
const picture: sanitizeHtml.Transformer = (_name, { src = "", alt = "" }) => {
  const attribs = pictureAttributes(src, alt);
  return attribs === null ? { tagName: "span", attribs: {} } : { tagName: "img", attribs };
};
const PICTURE_ATTRIBUTES = ["src", "srcset", "sizes", "width", "height", "alt", "loading"];

/** Returns an address of the web or of mail, or a path of the shop; null for everything else. */
function readLink(href: string): string | null {
  const typed = href.trim();
  if (/^\/(?![/\\])[^\\\s]*$/.test(typed)) return typed;
  if (!/^(https?:\/\/|mailto:)/i.test(typed) || !URL.canParse(typed)) return null;
  return new URL(typed).href;
}

const cell =
  (tagName: string): sanitizeHtml.Transformer =>
  (_name, attributes) => ({
    tagName,
    attribs: Object.fromEntries(
      ["colspan", "rowspan"].flatMap((name) => {
        const count = Number(attributes[name] ?? 1);
        return Number.isInteger(count) && count > 1 && count <= MOST_CELLS ? [[name, String(count)]] : [];
      }),
    ),
  });

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: [...BLOCKS, ...CELLS, ...INLINE, "img"],
  allowedAttributes: {
    a: ["href", "rel"],
    th: ["colspan", "rowspan"],
    td: ["colspan", "rowspan"],
    img: PICTURE_ATTRIBUTES,
  },
  allowedSchemes: ["http", "https", "mailto"],
  allowProtocolRelative: false,
  nonTextTags: DROPPED_WHOLE,
  nestingLimit: 20,
  transformTags: {
    ...{ b: rename("strong"), i: rename("em"), strike: rename("s"), del: rename("s"), div: rename("p") },
    ...{ h1: rename("h2"), h4: rename("h3"), h5: rename("h3"), h6: rename("h3") },
    ...{ a: link, th: cell("th"), td: cell("td"), img: picture },
    ...Object.fromEntries([...BLOCKS, "br", "strong", "em", "u", "s"].map((name) => [name, rename(name)])),
  },
};

/** What cannot be seen, also behind an entity. Emoji of several characters may lose their joiners. */
const UNSEEN =
  /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}\p{Noncharacter_Code_Point}\ufff9-\ufffb\u2800]/gu;

/** Empty paragraphs at both ends, as editors leave them. */
const EDGES = /^(<p>(<br \/>|\s)*<\/p>\s*)+|(\s*<p>(<br \/>|\s)*<\/p>)+$/g;

const once = (html: string): string => {
  const clean = sanitizeHtml(html, OPTIONS).replaceAll(EDGES, "");
  return readText(clean) ?? readText(clean.replaceAll(UNSEEN, "")) ?? "";
};

/** HTML that is nested wrongly is put right by the second reading, so a few are enough. */
const MOST_READINGS = 10;

export function readRichText(typed: string): RichText {
  let html = typed;
  for (let reading = 0; reading < MOST_READINGS; reading += 1) {
    const next = once(html);
    if (next === html) break;
    html = next;
  }
  if (once(html) !== html) html = once(`<p>${escaped(textOf(html))}</p>`);
  const text = textOf(html);
  return text === "" && foldersIn(html).length === 0 ? { html: "", text } : { html, text };
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The text of HTML that was read: a line for each block and for what a picture shows, cells side by side. */
function textOf(html: string): string {
  const lines = html
    .replaceAll("\n", " ")
    .replaceAll(/<\/p>(?=<\/(li|td|th|blockquote)>)/g, "")
    .replaceAll(/<img [^>]*alt="([^"]*)"[^>]*>/g, "\n$1\n")
    .replaceAll(/<br \/>|<hr \/>|<\/?(p|h2|h3|li|ul|ol|tr|table|blockquote)\b[^>]*>/g, "\n")
    .replaceAll(/<\/t[dh]>/g, " ")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .split("\n")
    .map((line) => line.replaceAll(/\p{Zs}+/gu, " ").trim())
    .filter((line) => line !== "");
  return lines.join("\n");
}
