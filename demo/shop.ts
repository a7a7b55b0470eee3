/** The words of the demo shop, and its seller, who does not exist. */
import type { SettingsChange } from "../server/modules/settings/contract/shop-settings.ts";
import { heroes } from "./heroes.ts";
import { pictureOf } from "./pictures/render.ts";

const words = (ko: string, en: string) => ({ ko, en });

/** The wide picture of this number, from 1. */
function wide(number: number) {
  const hero = heroes[number - 1];
  if (!hero) throw new RangeError(`there is no wide picture ${number}`);
  return pictureOf(hero);
}

const hero: SettingsChange["hero"] = {
  eyebrow: words("겨울 문턱의 살림", "A home for early winter"),
  title: words("오래 곁에 둘\n물건을 골라요", "Things chosen\nto stay with you"),
  text: words(
    "매일 손이 가는 그릇과 천, 방 안을 데우는 불빛까지. 하나를 사도 오래 쓰는 살림을 소개해요.",
    "Bowls and cloth you reach for every day, and a light that warms the room. " +
      "Buy one, and use it for years.",
  ),
  action: words("둘러보기", "Look around"),
  picture: wide(1),
};

const story: SettingsChange["story"] = {
  eyebrow: words("장터가 고르는 법", "How we choose"),
  title: words("많이 놓기보다\n잘 고르려고 해요", "Fewer things,\nchosen well"),
  points: [
    {
      title: words("써 본 물건만", "Used before it is sold"),
      text: words(
        "두 계절을 써 보고도 다시 손이 가는 것만 진열대에 올려요.",
        "We live with a thing for two seasons. What we still reach for goes on the shelf.",
      ),
    },
    {
      title: words("처음 본 값 그대로", "The price you saw first"),
      text: words(
        "장바구니에서 본 값이 결제하는 값이에요. 배송비도 미리 보여 드려요.",
        "The price in your cart is the price you pay, and delivery is shown before you order.",
      ),
    },
    {
      title: words("돌려보내기도 쉽게", "Easy to send back"),
      text: words(
        "받아 보고 마음이 바뀌면 7일 안에 돌려보내실 수 있어요.",
        "Changed your mind after it arrived? You have seven days to return it.",
      ),
    },
  ],
  picture: wide(2),
};

const banner: SettingsChange["banner"] = {
  title: words("가볍게 챙겨\n바람 쐬러 가요", "Pack lightly,\nget some air"),
  text: words(
    "접이식 의자 하나, 식지 않는 커피 한 병. 가까운 곳에서도 하루가 길어져요.",
    "A folding chair and a flask that keeps its heat. Even somewhere near, the day gets longer.",
  ),
  action: words("나들이 용품 보기", "See outdoor things"),
  category: "outdoor-play",
  picture: wide(3),
};

const seller: SettingsChange["seller"] = {
  tradeName: words("장터 데모", "Jangteo Demo"),
  representative: words("홍길동 (가상)", "Hong Gildong (fictitious)"),
  businessNumber: "000-00-00000",
  mailOrderNumber: "제2026-서울종로-00000호",
  address: words(
    "서울특별시 종로구 예시로 1, 2층 (가상 주소)",
    "2F, 1 Yesi-ro, Jongno-gu, Seoul (fictitious address)",
  ),
  phone: "02-0000-0000",
  email: "help@jangteo.test",
  hours: words("평일 10:00–17:00 (주말·공휴일 휴무)", "Weekdays 10:00–17:00 KST (closed on holidays)"),
  hosting: words("장터 데모 (자체 운영)", "Jangteo Demo (self-hosted)"),
  privacyOfficer: words("홍길동 (가상)", "Hong Gildong (fictitious)"),
};

export const demoShop: SettingsChange = {
  name: words("장터", "Jangteo"),
  title: words("장터 — 오래 곁에 둘 물건을 고르는 곳", "Jangteo — things worth keeping"),
  description: words(
    "그릇과 차, 옷과 조명까지. 매일 손이 가는 물건을 하나하나 골라 보여 드려요.",
    "Ceramics and tea, clothes and lamps: everyday things, chosen one by one.",
  ),
  hero,
  story,
  banner,
  seller,
  payment: { bank: "우리은행", accountNumber: "0000-000-000000", holder: "장터 데모" },
  notice: words(
    "이 쇼핑몰은 장터를 보여 드리기 위한 데모예요. 사업자 정보는 모두 가상이며, 실제로 결제되거나 배송되지 않아요.",
    "This shop is a demonstration of Jangteo. All business details are fictitious; " +
      "nothing is charged and nothing is shipped.",
  ),
};
