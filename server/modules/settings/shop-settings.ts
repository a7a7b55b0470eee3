/** How settings are put together, compared and checked. Pure. */
import { isDeepStrictEqual } from "node:util";
import { hasCheckDigit } from "../../platform/business-number.ts";
import { type Difference, differencesOf, type Field, recordOf } from "../../platform/differences.ts";
import { type InputProblem, inputProblem } from "../../platform/errors.ts";
import { maskEmail, maskName, maskPhone } from "../../platform/masking.ts";
import type { Picture } from "../catalog/contract/picture.ts";
import type { SettingsChange, ShopSettings, Words } from "./contract/shop-settings.ts";

/** Of a shop that was never set up. */
export const noSettings: ShopSettings = {
  name: null,
  title: null,
  description: null,
  hero: { eyebrow: null, title: null, text: null, action: null, picture: null },
  story: { eyebrow: null, title: null, points: [], picture: null },
  banner: { title: null, text: null, action: null, category: null, picture: null },
  seller: {
    tradeName: null,
    representative: null,
    businessNumber: null,
    mailOrderNumber: null,
    address: null,
    phone: null,
    email: null,
    hours: null,
    hosting: null,
    privacyOfficer: null,
  },
  payment: { bank: null, accountNumber: null, holder: null, approvalAbove: null },
  notice: null,
};

const sections = ["hero", "story", "banner", "seller", "payment"] as const;

type Fields = Readonly<Record<string, unknown>>;

/** Returns the settings with the change. In a section each field is replaced; `null` empties the section. */
export function withChange(settings: ShopSettings, change: SettingsChange | Fields): ShopSettings {
  const given: Fields = change;
  const next: Record<string, unknown> = { ...settings };
  for (const [name, value] of Object.entries(given)) {
    const section = sections.find((each) => each === name);
    next[name] = section ? withFields(settings, section, value as Fields | null) : fieldOf(value);
  }
  return normalised(next as ShopSettings);
}

function withFields(settings: ShopSettings, section: (typeof sections)[number], change: Fields | null) {
  if (change === null) return noSettings[section];
  const changed = Object.entries(change).map(([name, value]) => [name, fieldOf(value)]);
  return { ...settings[section], ...Object.fromEntries(changed) };
}

/** Words have both languages, of which English may be null. */
function fieldOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fieldOf);
  if (typeof value !== "object" || value === null) return value;
  if ("ko" in value) return { en: null, ...value };
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fieldOf(each)]));
}

/** A business number has its hyphens, however it was typed. */
function normalised(settings: ShopSettings): ShopSettings {
  const { businessNumber } = settings.seller;
  if (businessNumber === null) return settings;
  const digits = businessNumber.replaceAll("-", "");
  const written = `${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}`;
  return { ...settings, seller: { ...settings.seller, businessNumber: written } };
}

/**
 * The form of the number that an office gave: `je` (\uc81c), year, office, number, `ho` (\ud638); or text
 * with `myeonje` (\uba74\uc81c, exempt) of a seller who needs none.
 */
const MAIL_ORDER_NUMBER = /^(\uc81c ?)?\d{4}-\p{Script=Hangul}{2,20}-\d{1,6}( ?\ud638)?$|\uba74\uc81c/u;

/** What is wrong with settings beyond their schema. */
export function problemsOf({ hero, story, banner, seller, payment }: ShopSettings): InputProblem[] {
  const problems: InputProblem[] = [];
  const { businessNumber, mailOrderNumber } = seller;
  if (businessNumber !== null && !hasCheckDigit(businessNumber))
    problems.push(inputProblem("/seller/businessNumber", "BUSINESS_NUMBER"));
  if (mailOrderNumber !== null && !MAIL_ORDER_NUMBER.test(mailOrderNumber))
    problems.push(inputProblem("/seller/mailOrderNumber", "MAIL_ORDER_NUMBER"));
  // An account is shown with all three, or not at all.
  const { bank, accountNumber, holder } = payment;
  const account = Object.entries({ bank, accountNumber, holder });
  if (account.some(([, value]) => value !== null))
    for (const [name, value] of account)
      if (value === null) problems.push(inputProblem(`/payment/${name}`, "REQUIRED"));
  // A section is shown under its title.
  for (const [name, section] of Object.entries({ hero, story, banner }))
    if (section.title === null && !isDeepStrictEqual(section, noSettings[name as "hero"]))
      problems.push(inputProblem(`/${name}/title`, "REQUIRED"));
  if (banner.title !== null && banner.category === null)
    problems.push(inputProblem("/banner/category", "REQUIRED"));
  return problems;
}

/** The pictures of the settings, by their JSON pointers. */
export function picturesOf({ hero, story, banner }: ShopSettings): [pointer: string, picture: Picture][] {
  const sections = { hero, story, banner };
  return Object.entries(sections).flatMap(([name, { picture }]): [string, Picture][] =>
    picture ? [[`/${name}/picture`, picture]] : [],
  );
}

/** Each field with its JSON pointer. */
function* fieldsOf(settings: ShopSettings): Generator<Field> {
  for (const [name, value] of Object.entries(settings)) {
    if (!sections.some((each) => each === name)) yield [`/${name}`, value];
    else for (const [field, each] of Object.entries(value as Fields)) yield [`/${name}/${field}`, each];
  }
}

export const differencesBetween = (was: ShopSettings, now: ShopSettings): Difference[] =>
  differencesOf(fieldsOf(was), fieldsOf(now));

const maskWords = (mask: (text: string) => string) => (value: unknown) => {
  const { ko, en } = value as Words;
  return { ko: mask(ko), en: en === null ? null : mask(en) };
};
const maskText = (mask: (text: string) => string) => (value: unknown) => mask(String(value));

/** Fields about persons, which the audit log must not show in clear. */
const personal: Readonly<Record<string, (value: unknown) => unknown>> = {
  "/seller/representative": maskWords(maskName),
  "/seller/privacyOfficer": maskWords(maskName),
  "/seller/address": maskWords(maskName),
  "/seller/phone": maskText(maskPhone),
  "/seller/email": maskText(maskEmail),
  "/payment/holder": maskText(maskName),
};

/** The differences as the audit log takes them, with persons masked. */
export function maskedRecordOf(differences: readonly Difference[]) {
  const masked = (pointer: string, value: unknown) =>
    value === null ? null : (personal[pointer]?.(value) ?? value);
  return recordOf(
    differences.map(({ pointer, was, now }) => ({
      pointer,
      was: masked(pointer, was),
      now: masked(pointer, now),
    })),
  );
}
