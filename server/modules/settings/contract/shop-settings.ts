/**
 * What a merchant says about the shop: its name, its words on the home page, and the details of the seller
 * that the law asks for. Every field may be missing: a new shop has none.
 */
import { type Static, type TObject, type TProperties, type TString, Type } from "typebox";
import {
  Closed,
  EmailInput,
  Line,
  LongText,
  Nullable,
  OrNull,
  PhoneInput,
  Plain,
} from "../../../platform/schema.ts";
import { Picture } from "../../catalog/contract/picture.ts";

/** Null clears the field. One schema, not a union, so that invalid input gets one error message, not two. */
const ObjectOrNull = <Properties extends TProperties>(schema: TObject<Properties>) =>
  Type.Unsafe<Static<TObject<Properties>> | null>({ ...schema, type: ["object", "null"] });
const Clearable = <Properties extends TProperties>(schema: TObject<Properties>) =>
  Type.Optional(ObjectOrNull(schema));

const wordsOf = (text: TString) => Closed({ ko: text, en: Type.Optional(OrNull(text)) });
const wordsInput = (text: TString) => Clearable(wordsOf(text));
const LineWords = (maxLength: number) => wordsInput(Line(maxLength));
const TextWords = (maxLength: number) => wordsInput(LongText(maxLength, 1));
const Slug = Type.String({ pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", maxLength: 120 });
const PictureInput = Clearable(Picture);

const HeroInput = Closed({
  eyebrow: LineWords(60),
  title: TextWords(80),
  text: TextWords(300),
  action: LineWords(30),
  picture: PictureInput,
});
const StoryPointInput = Closed({ title: wordsOf(Line(60)), text: wordsOf(LongText(300, 1)) });
const StoryInput = Closed({
  eyebrow: LineWords(60),
  title: TextWords(80),
  points: Type.Optional(Type.Array(StoryPointInput, { maxItems: 6 })),
  picture: PictureInput,
});
const BannerInput = Closed({
  title: TextWords(80),
  text: TextWords(300),
  action: LineWords(30),
  category: Type.Optional(OrNull(Slug)),
  picture: PictureInput,
});
const SellerInput = Closed({
  tradeName: LineWords(100),
  representative: LineWords(60),
  businessNumber: Type.Optional(
    OrNull(
      Plain("^\\d{3}-?\\d{2}-?\\d{5}$", { description: "사업자등록번호; its check digit must be right" }),
    ),
  ),
  mailOrderNumber: Type.Optional(OrNull(Line(60))),
  address: LineWords(200),
  phone: Type.Optional(OrNull(PhoneInput)),
  email: Type.Optional(OrNull(EmailInput)),
  hours: LineWords(100),
  hosting: LineWords(100),
  privacyOfficer: LineWords(60),
});

/** What `bank`, number and holder must all say before a shop takes bank transfers. */
const PaymentInput = Closed({
  bank: Type.Optional(OrNull(Line(30))),
  accountNumber: Type.Optional(OrNull(Plain("^[0-9][0-9-]{4,28}[0-9]$", { description: "with hyphens" }))),
  holder: Type.Optional(OrNull(Line(60))),
  approvalAbove: Type.Optional(
    Type.Unsafe<number | null>({
      type: ["integer", "null"],
      minimum: 1,
      maximum: 1_000_000_000_000,
      description: "minor units; a refund of staff above it needs another member of staff",
    }),
  ),
});

/** A field that is left out stays as it is, and null clears it. */
export const SettingsChange = Closed({
  name: LineWords(40),
  title: LineWords(80),
  description: LineWords(200),
  hero: Clearable(HeroInput),
  story: Clearable(StoryInput),
  banner: Clearable(BannerInput),
  seller: Clearable(SellerInput),
  payment: Clearable(PaymentInput),
  notice: TextWords(500),
});
export type SettingsChange = Static<typeof SettingsChange>;

/** Korean, and English if it differs. */
const Words = Closed({ ko: Type.String(), en: Nullable(Type.String()) });
export type Words = Static<typeof Words>;
const MaybeWords = Nullable(Words);
const MaybeText = Nullable(Type.String());
const MaybePicture = Nullable(Picture);

/** The settings as they are stored: each field has its value, or null. */
export const ShopSettings = Closed({
  name: MaybeWords,
  title: MaybeWords,
  description: MaybeWords,
  hero: Closed({
    eyebrow: MaybeWords,
    title: MaybeWords,
    text: MaybeWords,
    action: MaybeWords,
    picture: MaybePicture,
  }),
  story: Closed({
    eyebrow: MaybeWords,
    title: MaybeWords,
    points: Type.Array(Closed({ title: Words, text: Words })),
    picture: MaybePicture,
  }),
  banner: Closed({
    title: MaybeWords,
    text: MaybeWords,
    action: MaybeWords,
    category: MaybeText,
    picture: MaybePicture,
  }),
  seller: Closed({
    tradeName: MaybeWords,
    representative: MaybeWords,
    businessNumber: MaybeText,
    mailOrderNumber: MaybeText,
    address: MaybeWords,
    phone: MaybeText,
    email: MaybeText,
    hours: MaybeWords,
    hosting: MaybeWords,
    privacyOfficer: MaybeWords,
  }),
  payment: Closed({
    bank: { ...MaybeText, description: "of the account to which buyers transfer money" },
    accountNumber: MaybeText,
    holder: MaybeText,
    approvalAbove: {
      ...Nullable(Type.Integer()),
      description: "minor units; a refund of staff above it needs another member of staff",
    },
  }),
  notice: MaybeWords,
});
export type ShopSettings = Static<typeof ShopSettings>;
