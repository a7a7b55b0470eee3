import { image } from "./catalogue.ts";
import type { OperationExample } from "./example.ts";

const words = (ko: string, en: string | null = null) => ({ ko, en });

const picture = {
  key: "mugs/moon",
  width: 1280,
  height: 960,
  color: "#e9e4da",
  widths: [640, 1280],
};

const settings = {
  name: words("달상점", "Moon Shop"),
  title: words("달상점 — 달을 닮은 그릇", "Moon Shop — tableware like the moon"),
  description: words("손으로 빚은 그릇과 잔을 소개해요.", "Bowls and cups made by hand."),
  hero: {
    eyebrow: words("새로 구웠어요", "Fresh from the kiln"),
    title: words("달을 닮은 그릇", "Tableware like the moon"),
    text: words("매일 쓰는 그릇을 하나하나 빚어요."),
    action: words("둘러보기", "Look around"),
    picture,
  },
  story: { eyebrow: null, title: null, points: [], picture: null },
  banner: { title: null, text: null, action: null, category: null, picture: null },
  seller: {
    tradeName: words("달상점"),
    representative: words("김장터"),
    businessNumber: "123-45-67891",
    mailOrderNumber: "제2026-서울중구-00001호",
    address: words("서울특별시 중구 세종대로 110"),
    phone: "+8221234567",
    email: "help@shop.example",
    hours: words("평일 10:00–17:00", "Weekdays 10:00–17:00"),
    hosting: words("달상점 (자체 운영)"),
    privacyOfficer: words("김장터"),
  },
  payment: {
    bank: "우리은행",
    accountNumber: "1002-123-456789",
    holder: "달상회",
    approvalAbove: 300_000,
  },
  notice: null,
};

const shop = {
  name: "달상점",
  title: "달상점 — 달을 닮은 그릇",
  description: "손으로 빚은 그릇과 잔을 소개해요.",
  hero: {
    eyebrow: "새로 구웠어요",
    title: "달을 닮은 그릇",
    text: "매일 쓰는 그릇을 하나하나 빚어요.",
    action: "둘러보기",
    picture: { ...image, alt: "" },
  },
  story: null,
  banner: null,
  seller: {
    tradeName: "달상점",
    representative: "김장터",
    businessNumber: "123-45-67891",
    mailOrderNumber: "제2026-서울중구-00001호",
    address: "서울특별시 중구 세종대로 110",
    phone: "02-123-4567",
    email: "help@shop.example",
    hours: "평일 10:00–17:00",
    hosting: "달상점 (자체 운영)",
    privacyOfficer: "김장터",
  },
  notice: null,
};

export const settingsExamples: Readonly<Record<string, OperationExample>> = {
  "GET /api/v1/shop": { responses: { 200: shop } },
  "GET /api/v1/admin/settings": { responses: { 200: settings } },
  "PATCH /api/v1/admin/settings": {
    parameters: { "if-match": '"3"' },
    body: {
      name: { ko: "달상점", en: "Moon Shop" },
      seller: { businessNumber: "123-45-67891", phone: "02-123-4567" },
    },
    responses: { 200: settings },
  },
};
