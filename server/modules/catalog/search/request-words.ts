/** What shoppers write around the name of a thing: endings, wishes, and how many they want. Pure. */
import { hasBatchim } from "es-hangul";
import { beforeParticle, stemsOf } from "../words/stems.ts";

/** Endings of sentences and of more than one particle, the longest first, by what they follow. */
const endings: readonly (readonly [batchim: boolean | null, endings: string])[] = [
  [
    true,
    "이라든지 이었으면 이라도 이라면 이라서 이라고 이에요 이네요 이랑은 으로는 으로만 이든지 이나마 이요 이고 이며 이네",
  ],
  [false, "라든지 였으면 라도 라서 라고 예요 네요 랑은 로는 로만 든지 나마 네"],
  [null, "에서만 까지도 조차 마저 만큼 뿐만 인가요 인데요 인가 도요 만요 은요 는요 요 뿐 께 든"],
];
const all = endings
  .flatMap(([batchim, words]) => words.split(" ").map((ending) => ({ ending, batchim })))
  .toSorted((a, b) => b.ending.length - a.ending.length);
const HANGUL = /^[가-힣]+$/;

/** Null: it has none of these endings. */
function withoutEnding(word: string): string | null {
  if (!HANGUL.test(word)) return null;
  const found = all.find(({ ending, batchim }) => {
    const rest = word.slice(0, -ending.length);
    return rest !== "" && word.endsWith(ending) && (batchim === null || hasBatchim(rest) === batchim);
  });
  return found ? word.slice(0, -found.ending.length) : null;
}

/** The word without what a question adds to it, two syllables at least. */
export function askedStems(word: string): string[] {
  const rest = withoutEnding(word);
  return rest === null || rest.length < 2 ? [] : [rest, ...stemsOf(rest)];
}

/** The one syllable before an ending or a particle: 꿀이라도, 컵으로는. */
export function askedSyllable(word: string): string | null {
  const rest = withoutEnding(word);
  if (rest === null || rest.length > 1) return beforeParticle(rest ?? word);
  // 땀요 is no sweat.
  return word.length > 2 ? rest : beforeParticle(word);
}

/** 큰컵, 예쁜머그. */
const ADJECTIVE =
  /^(큰|작은|넓은|두꺼운|얇은|가벼운|튼튼한|따뜻한|시원한|부드러운|예쁜|이쁜|귀여운|멋진|좋은|저렴한)(?=[가-힣])/;
export const withoutAdjective = (word: string): string => word.replace(ADJECTIVE, "");

/** Words of a wish: they name no thing, and no product has to answer to them. */
const WISHES = new Set(
  (
    "추천 추천좀 추천해 추천해줘 추천해주세요 추천해요 추천부탁 추천부탁해요 해주세요 해줘 주세요 부탁 부탁해요 부탁드려요 " +
    "찾아요 찾아줘 찾는 찾기 사고 사고싶어요 사고싶은 사려고 살래 살래요 살까 살까요 사기 싶어요 싶은 싶다 " +
    "필요해요 필요해 필요한 필요 원해요 원하는 구해요 구하는 하나 하나만 있나요 있어요 있나 있을까요 없나요 없어요 보여줘 " +
    "보여주세요 파나요 파는 파는곳 팔아요 얼마 얼마예요 얼마에요 얼마인가요 어디 어디서 어떤 어느 뭐 뭐가 무슨 좋아요 좋나요 " +
    "좋을까요 괜찮은 쓸만한 할만한 알려줘 알려주세요 골라줘 제일 가장 진짜 정말 아주 너무 좀 요즘 유행하는 유행 인기있는 인기순 " +
    "순위 후기 리뷰 종류 제품 상품 곳 거 것 걸 구매 구매하기 주문 주문하기 구입 당일배송 빠른배송 잘나가는 좋은거 예쁜거 이쁜거 " +
    "싼거 저렴한거 싼것 큰거 작은거 where buy find show me want need looking recommend"
  ).split(" "),
);
export const isWish = (word: string): boolean => WISHES.has(word);

const NUMERAL = "한|두|세|네|다섯|여섯|열";
const COUNTER = "개|장|켤레|병|벌|권|자루|세트|박스|상자|묶음|팩|쌍|p|pcs|ea|pack|packs|set";
const COUNT = new RegExp(`^(\\d{1,2}|${NUMERAL})(${COUNTER})(로|으로|씩|만)?$|^(세트|set)(로|만)?$`);
const [LONE_NUMERAL, LONE_COUNTER] = [new RegExp(`^(\\d{1,2}|${NUMERAL})$`), new RegExp(`^(${COUNTER})$`)];

/** The numbers of the words that say how many: 4개, and both of 두 개. */
export const countsIn = (words: readonly string[]): number[] =>
  words.flatMap((word, at) => {
    const [before, behind] = [words[at - 1] ?? "", words[at + 1] ?? ""];
    const isPart =
      (LONE_NUMERAL.test(word) && LONE_COUNTER.test(behind)) ||
      (LONE_COUNTER.test(word) && LONE_NUMERAL.test(before));
    return COUNT.test(word) || isPart ? at : [];
  });

const COUNTED = /^(\d+(?:단|인용?|매|구|칸|겹|종|층|색|가지|입|장|개|켤레|권|자루|세트|박스))([가-힣]{2,})$/;

/** 3단우산 and 2인용의자 in two; null: it is neither. */
export const countAndThing = (word: string): string[] | null => COUNTED.exec(word)?.slice(1) ?? null;
