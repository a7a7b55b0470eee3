/**
 * Text that people type for people: names, addresses, reasons, descriptions. What looks the same is stored
 * the same (Unicode NFC), and what cannot be seen is refused, because it hides what a text says: names
 * without a glyph, marks that turn the direction around, line ends in a name on a label.
 */

/**
 * Halves of surrogate pairs, code points that are no characters, and what draws nothing (`DI`) except marks
 * that belong to a visible character: variation selectors (emoji, Japanese names), joiners, and the tags in
 * flags. Interlinear marks and the blank Braille pattern draw nothing either, although they are not `DI`.
 */
const INVISIBLE = new RegExp(
  "[\\p{Cs}\\p{Noncharacter_Code_Point}\\ufff9-\\ufffb\\u2800]|" +
    "(?!\\u200c|\\u200d|[\\ufe00-\\ufe0f]|[\\u{e0020}-\\u{e007f}]|[\\u{e0100}-\\u{e01ef}])\\p{DI}",
  "u",
);
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;
/** Control characters but tabs and line ends. */
const CONTROL_IN_TEXT = /(?![\t\n])\p{Cc}/u;

/**
 * Joiners change how their neighbours are drawn: in scripts whose letters join, and in emoji made of several
 * (a family). Elsewhere they draw nothing.
 */
const JOINING =
  "\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}\\p{Script=Nko}\\p{Script=Devanagari}" +
  "\\p{Script=Bengali}\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}" +
  "\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}" +
  "\\p{Script=Myanmar}\\p{Mn}";
const EMOJI = "\\p{Extended_Pictographic}";
const LOOSE_JOINER = new RegExp(
  `(?<![${JOINING}${EMOJI}\\p{Emoji_Modifier}\\ufe0f])\\u200d|\\u200d(?![${JOINING}${EMOJI}])|` +
    `(?<![${JOINING}])\\u200c|\\u200c(?![${JOINING}])`,
  "u",
);
/** Tags are seen in flags alone, behind the black flag and up to the end of the tag. */
const LOOSE_TAG = /(?<!\u{1f3f4}[\u{e0020}-\u{e007e}]*)[\u{e0020}-\u{e007f}]/u;
/** What draws something by itself. Combining marks and selectors need it before them. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * Returns one line, trimmed and in NFC, with single spaces for spaces of every kind; empty for blank text.
 * Null for text with what cannot be seen.
 */
export function readLine(typed: string): string | null {
  const line = typed
    .normalize("NFC")
    .replace(/^\s+|\s+$/g, "")
    .replace(/\p{Zs}+/gu, " ");
  return CONTROL.test(line) ? null : visible(line);
}

/** As `readLine`, of text that may have several lines: spaces and line ends within it stay. */
export function readText(typed: string): string | null {
  const text = typed
    .normalize("NFC")
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .trim();
  return CONTROL_IN_TEXT.test(text) ? null : visible(text);
}

/** Returns the codes, numbers and other plain ASCII that forms ask for, also when typed in full width. */
export const readPlain = (typed: string): string => typed.normalize("NFKC").trim();

function visible(text: string): string | null {
  if (INVISIBLE.test(text) || LOOSE_JOINER.test(text) || LOOSE_TAG.test(text)) return null;
  return text === "" || VISIBLE.test(text) ? text : null;
}
