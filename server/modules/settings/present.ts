/** What visitors see of the settings, in one language. Pure. */
import { type Static, Type } from "typebox";
import type { Language } from "../../platform/language.ts";
import { formatPhone } from "../../platform/phone.ts";
import { Closed, Nullable } from "../../platform/schema.ts";
import { Image, imageOf } from "../catalog/contract/picture.ts";
import type { ShopSettings, Words } from "./contract/shop-settings.ts";

const MaybeText = Nullable(Type.String());

export const ShopDetails = Closed({
  name: Type.String({ description: "a neutral one until the shop has its own" }),
  title: Nullable(Type.String({ description: "of the home page, for search engines" })),
  description: MaybeText,
  hero: Nullable(
    Closed({
      eyebrow: MaybeText,
      title: Type.String(),
      text: MaybeText,
      action: MaybeText,
      picture: Nullable(Image),
    }),
  ),
  story: Nullable(
    Closed({
      eyebrow: MaybeText,
      title: Type.String(),
      points: Type.Array(Closed({ title: Type.String(), text: Type.String() })),
      picture: Nullable(Image),
    }),
  ),
  banner: Nullable(
    Closed({
      title: Type.String(),
      text: MaybeText,
      action: MaybeText,
      category: Type.String({ description: "the slug of the category that it leads to" }),
      picture: Nullable(Image),
    }),
  ),
  seller: Closed({
    tradeName: MaybeText,
    representative: MaybeText,
    businessNumber: MaybeText,
    mailOrderNumber: MaybeText,
    address: MaybeText,
    phone: MaybeText,
    email: MaybeText,
    hours: MaybeText,
    hosting: MaybeText,
    privacyOfficer: MaybeText,
  }),
  notice: MaybeText,
});
export type ShopDetails = Static<typeof ShopDetails>;

const neutralName: Readonly<Record<Language, string>> = { ko: "우리 상점", en: "Our shop" };

/** English words that are missing are Korean. */
const inLanguage = (words: Words, language: Language): string =>
  language === "en" ? (words.en ?? words.ko) : words.ko;

export const nameOf = ({ name }: ShopSettings, language: Language): string =>
  name === null ? neutralName[language] : inLanguage(name, language);

/** Who sends advertising; null while the address or the phone is missing. */
export function senderOf(settings: ShopSettings, language: Language) {
  const { tradeName, address, phone, email } = presentSeller(settings.seller, language);
  return address && phone ? { name: tradeName ?? nameOf(settings, language), address, phone, email } : null;
}

export function presentShop(settings: ShopSettings, language: Language): ShopDetails {
  const text = textIn(language);
  return {
    name: nameOf(settings, language),
    title: text(settings.title),
    description: text(settings.description),
    hero: presentHero(settings.hero, language),
    story: presentStory(settings.story, language),
    banner: presentBanner(settings.banner, language),
    seller: presentSeller(settings.seller, language),
    notice: text(settings.notice),
  };
}

const textIn = (language: Language) => (words: Words | null) => words && inLanguage(words, language);

// The pictures only decorate, so they need no text: their words stand beside them.

function presentHero({ eyebrow, title, text, action, picture }: ShopSettings["hero"], language: Language) {
  const present = textIn(language);
  if (title === null) return null;
  return {
    eyebrow: present(eyebrow),
    title: inLanguage(title, language),
    text: present(text),
    action: present(action),
    picture: imageOf(picture, ""),
  };
}

function presentStory({ eyebrow, title, points, picture }: ShopSettings["story"], language: Language) {
  if (title === null) return null;
  return {
    eyebrow: textIn(language)(eyebrow),
    title: inLanguage(title, language),
    points: points.map((point) => ({
      title: inLanguage(point.title, language),
      text: inLanguage(point.text, language),
    })),
    picture: imageOf(picture, ""),
  };
}

function presentBanner(
  { title, text, action, category, picture }: ShopSettings["banner"],
  language: Language,
) {
  const present = textIn(language);
  if (title === null || category === null) return null;
  return {
    title: inLanguage(title, language),
    text: present(text),
    action: present(action),
    category,
    picture: imageOf(picture, ""),
  };
}

/** As staff edit them: a phone in the notation of its country. */
export const presentSettings = (settings: ShopSettings): ShopSettings => ({
  ...settings,
  seller: { ...settings.seller, phone: settings.seller.phone && formatPhone(settings.seller.phone) },
});

function presentSeller(seller: ShopSettings["seller"], language: Language) {
  const text = textIn(language);
  return {
    tradeName: text(seller.tradeName),
    representative: text(seller.representative),
    businessNumber: seller.businessNumber,
    mailOrderNumber: seller.mailOrderNumber,
    address: text(seller.address),
    phone: seller.phone && formatPhone(seller.phone),
    email: seller.email,
    hours: text(seller.hours),
    hosting: text(seller.hosting),
    privacyOfficer: text(seller.privacyOfficer),
  };
}
