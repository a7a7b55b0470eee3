/**
 * Every text that the start shows, in Korean and English (`scripts/texts.json`). A short text stands on one
 * line in both languages, a longer one on a line each, Korean first: the language of a terminal says little
 * about its reader.
 */
import texts from "../texts.json" with { type: "json" };

export interface Bilingual {
  readonly ko: string;
  readonly en: string;
}

export type TextKey = keyof typeof texts;

type Values = Readonly<Record<string, string | number | Bilingual>>;

/** The text with its `{placeholders}` filled in. */
export function text(key: TextKey, values: Values = {}): Bilingual {
  const { ko, en } = texts[key];
  return { ko: fill(ko, "ko", values), en: fill(en, "en", values) };
}

function fill(template: string, language: keyof Bilingual, values: Values): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`no value for ${placeholder} in "${template}"`);
    return typeof value === "object" ? value[language] : String(value);
  });
}

export const oneLine = ({ ko, en }: Bilingual): string => (ko === en ? ko : `${ko} · ${en}`);
export const twoLines = ({ ko, en }: Bilingual): string => `${ko}\n${en}`;
