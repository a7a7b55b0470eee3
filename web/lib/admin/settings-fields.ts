/** The settings as a form shows them: a text for each field, two where the words have a translation. Pure. */
import type ko from "../../messages/ko.json";
import type { SettingsChange, ShopSettings } from "../api/types.ts";

type Messages = (typeof ko)["settings"];
type FieldLabel = keyof Messages["fields"];
type FieldHint = keyof Messages["hints"];

/** `place`: as the API names it in the pointers of its errors, without the first slash. */
export type SettingsField = {
  place: string;
  label: FieldLabel;
  /** Words are in Korean, and in English if that is filled in; a text or number is the same in both. */
  kind: "words" | "text" | "number";
  maxLength: number;
  /** With line breaks. */
  long?: boolean;
  input?: SettingsInput;
  hint?: FieldHint;
  /** Of a point of the story, from 1. */
  point?: number;
};
/** The keyboard of a phone, or a choice. */
type SettingsInput = "tel" | "email" | "category" | "amount";
export type SettingsSection = {
  name: "shop" | "hero" | "story" | "banner" | "seller" | "payment";
  fields: SettingsField[];
};

type Details = Pick<SettingsField, "long" | "input" | "hint" | "point">;

const words = (
  place: string,
  label: FieldLabel,
  maxLength: number,
  details: Details = {},
): SettingsField => ({
  place,
  label,
  kind: "words",
  maxLength,
  ...details,
});
const text = (place: string, label: FieldLabel, maxLength: number, details: Details = {}): SettingsField => ({
  ...words(place, label, maxLength, details),
  kind: "text",
});
const number = (place: string, label: FieldLabel, details: Details = {}): SettingsField => ({
  ...words(place, label, 15, { input: "amount", ...details }),
  kind: "number",
});
const long = { long: true };

/** The API takes no more points than that. */
export const MAX_POINTS = 6;
const points = Array.from({ length: MAX_POINTS }, (_, at) => [
  words(`story/points/${at}/title`, "pointTitle", 60, { point: at + 1 }),
  words(`story/points/${at}/text`, "pointText", 300, { point: at + 1, long: true }),
]).flat();

export const settingsSections: readonly SettingsSection[] = [
  {
    name: "shop",
    fields: [
      words("name", "name", 40),
      words("title", "title", 80),
      words("description", "description", 200),
      words("notice", "notice", 500, { long: true, hint: "notice" }),
    ],
  },
  {
    name: "seller",
    fields: [
      words("seller/tradeName", "tradeName", 100),
      words("seller/representative", "representative", 60),
      text("seller/businessNumber", "businessNumber", 12, { hint: "businessNumber" }),
      text("seller/mailOrderNumber", "mailOrderNumber", 60, { hint: "mailOrderNumber" }),
      words("seller/address", "address", 200),
      text("seller/phone", "phone", 40, { input: "tel" }),
      text("seller/email", "email", 254, { input: "email" }),
      words("seller/hours", "hours", 100),
      words("seller/hosting", "hosting", 100),
      words("seller/privacyOfficer", "privacyOfficer", 60),
    ],
  },
  {
    name: "payment",
    fields: [
      text("payment/bank", "bank", 30, { hint: "bank" }),
      text("payment/accountNumber", "accountNumber", 30),
      text("payment/holder", "holder", 60),
      number("payment/approvalAbove", "approvalAbove", { hint: "approvalAbove" }),
    ],
  },
  {
    name: "hero",
    fields: [
      words("hero/eyebrow", "eyebrow", 60),
      words("hero/title", "heading", 80, long),
      words("hero/text", "text", 300, long),
      words("hero/action", "action", 30),
    ],
  },
  {
    name: "story",
    fields: [words("story/eyebrow", "eyebrow", 60), words("story/title", "heading", 80, long), ...points],
  },
  {
    name: "banner",
    fields: [
      words("banner/title", "heading", 80, long),
      words("banner/text", "text", 300, long),
      words("banner/action", "action", 30),
      text("banner/category", "category", 120, { input: "category" }),
    ],
  },
];

const allFields = settingsSections.flatMap(({ fields }) => fields);

/** How many points the story has. */
export const pointsIn = ({ story }: ShopSettings): number => story.points.length;

/** The fields of a section; of the story's points as many as are shown. */
export const fieldsShown = ({ fields }: SettingsSection, shownPoints: number): SettingsField[] =>
  fields.filter(({ point = 0 }) => point <= shownPoints);

/** What stands in the inputs, by their names. */
export type SettingsValues = Record<string, string>;

export const inputsOf = ({ place, kind }: SettingsField): string[] =>
  kind === "words" ? [`${place}/ko`, `${place}/en`] : [place];

/** "hero/title" of the settings, or undefined. */
function valueAt(settings: unknown, place: string): unknown {
  return place
    .split("/")
    .reduce<unknown>(
      (value, name) =>
        typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined,
      settings,
    );
}

export function valuesOf(settings: ShopSettings): SettingsValues {
  const inputs = allFields.flatMap(inputsOf);
  return Object.fromEntries(inputs.map((name) => [name, String(valueAt(settings, name) ?? "")]));
}

/** Lines end as the API stores them; space around a text means nothing. */
const tidyText = (value: string | undefined): string =>
  (value ?? "").normalize("NFC").replaceAll("\r\n", "\n").trim();

function typedWords(place: string, values: SettingsValues) {
  const ko = tidyText(values[`${place}/ko`]);
  return ko === "" ? null : { ko, en: tidyText(values[`${place}/en`]) || null };
}

function typedValue({ place, kind }: SettingsField, values: SettingsValues) {
  if (kind === "words") return typedWords(place, values);
  const typed = tidyText(values[place]).replaceAll(kind === "number" ? "," : "\r", "");
  // The API says what is wrong with a text that is no number.
  return kind === "number" && /^\d+$/.test(typed) ? Number(typed) : typed || null;
}

/** English words have no Korean ones to stand beside. Points have a title and a text, or neither. */
export function missingInputs(values: SettingsValues): string[] {
  const filled = (name: string) => tidyText(values[name]) !== "";
  const untranslated = allFields
    .filter(({ place, kind }) => kind === "words" && filled(`${place}/en`) && !filled(`${place}/ko`))
    .map(({ place }) => `${place}/ko`);
  const halves = Array.from({ length: MAX_POINTS }, (_, at) => {
    const [title, body] = [`story/points/${at}/title/ko`, `story/points/${at}/text/ko`] as const;
    return filled(title) === filled(body) ? [] : [filled(title) ? body : title];
  }).flat();
  return [...new Set([...untranslated, ...halves])];
}

function pointsOf(values: SettingsValues) {
  return Array.from({ length: MAX_POINTS }, (_, at) => ({
    title: typedWords(`story/points/${at}/title`, values),
    text: typedWords(`story/points/${at}/text`, values),
  })).filter(({ title, text: body }) => title !== null || body !== null);
}

/** What the inputs change; fields that stay as they are are left out. */
export function changeOf(settings: ShopSettings, values: SettingsValues): SettingsChange {
  const before = valuesOf(settings);
  const change: Record<string, unknown> = {};
  const put = (place: string, value: unknown) => {
    const [section = "", name] = place.split("/");
    if (name === undefined) change[section] = value;
    else change[section] = { ...(change[section] as object | undefined), [name]: value };
  };
  const isChanged = (field: SettingsField) =>
    inputsOf(field).some((name) => tidyText(before[name]) !== tidyText(values[name]));
  for (const field of allFields.filter(isChanged))
    if (field.place.startsWith("story/points/")) put("story/points", pointsOf(values));
    else put(field.place, typedValue(field, values));
  return change as SettingsChange;
}

/** The input beside which an error of the API belongs, by its place. */
export const inputsByPlace: Readonly<Record<string, string>> = Object.fromEntries(
  allFields.flatMap((field) => {
    const [first = field.place] = inputsOf(field);
    return [[field.place, first], ...inputsOf(field).map((name) => [name, name] as const)];
  }),
);

/** The settings with what another edit changed. */
export function withDifferences(
  settings: ShopSettings,
  differences: readonly { pointer: string; now: unknown }[],
): ShopSettings {
  const next: Record<string, unknown> = { ...settings };
  for (const { pointer, now } of differences) {
    const [section = "", name] = pointer.slice(1).split("/");
    next[section] = name === undefined ? now : { ...(next[section] as object), [name]: now };
  }
  // The API has both, so the differences are of the settings' own shape.
  return next as ShopSettings;
}
