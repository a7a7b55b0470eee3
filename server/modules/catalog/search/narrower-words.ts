/**
 * Which narrower words a general word also means: "노란색" finds mustard. "머스터드" does not find yellow; only
 * where a shop lacks a thing its wider word is near: "비니" shows other hats, and no soap (비누) as if it were
 * mistyped. Words that mean the same are synonyms, which staff edit.
 */
import { isOtherGood } from "./other-goods.ts";
import { isWish } from "./request-words.ts";

const colours: readonly (readonly [general: string, narrower: string])[] = [
  ["노란색 노랑색 노랑 노란 옐로 옐로우 yellow", "머스터드 버터 레몬 개나리 mustard butter lemon"],
  ["빨간색 빨강색 빨강 빨간 레드 red", "브릭 체리 와인 버건디 brick cherry burgundy"],
  ["파란색 파랑색 푸른색 파랑 파란 블루 blue", "데님 스카이 네이비 틸 denim sky navy teal"],
  ["초록색 초록 녹색 그린 green", "파인 세이지 올리브 모스 민트 청자 카키 pine sage olive moss mint khaki"],
  ["분홍색 분홍 핑크 pink", "로즈 블러시 코랄 rose blush coral"],
  ["보라색 보라 퍼플 purple", "라벤더 플럼 lavender plum"],
  ["주황색 주황 오렌지색 orange", "살구 코랄 앰버 apricot coral amber"],
  ["흰색 흰 하양 하얀색 하얀 백색 화이트 white", "화이트 아이보리 오프화이트 white ivory"],
  ["검은색 검정 검은 까만 까만색 까망 블랙 black", "블랙 차콜 먹색 black charcoal"],
  ["회색 그레이 grey gray", "애쉬 차콜 ash charcoal"],
  ["갈색 밤색 고동색 브라운 brown", "카멜 월넛 오크 초코 camel walnut oak"],
  ["베이지 베이지색 beige", "샌드 오트밀 sand oatmeal"],
  ["금색 골드 gold", "브라스 brass"],
  ["청록색 청록 옥색 비취색 turquoise", "틸 청자 민트 teal celadon mint"],
  ["자주색 자주 와인색 버건디 burgundy", "플럼 브릭 와인 버건디 plum wine"],
];
const families: readonly (readonly [general: string, narrower: string])[] = [
  ...colours,
  ["니트 니트웨어 knit knitwear", "가디건 카디건 스웨터 풀오버 cardigan sweater pullover"],
  ["옷 의류 clothes clothing", "티셔츠 셔츠 후드 가디건 바지 치마 원피스 자켓 코트"],
  ["그릇 식기 tableware dishes", "접시 볼 대접 공기 plate bowl"],
  ["이불 침구 bedding", "담요 블랭킷 베개 매트리스 blanket pillow"],
  ["가방 bag bags", "배낭 백팩 토트백 에코백 크로스백 파우치 backpack tote"],
  ["모자 hat", "볼캡 벙거지 비니 버킷햇 cap beanie"],
  ["신발 슈즈 shoes", "스니커즈 캔버스화 운동화 구두 샌들 부츠 sneakers boots sandals"],
  ["문구 stationery", "노트 만년필 필통 연필 notebook pen"],
  ["장난감 완구 toy", "블록 퍼즐 인형 block puzzle doll"],
];

/** Everyday things, by the words that find what a shop may have in their place. */
const kin: readonly (readonly [wider: string, things: string])[] = [
  ["옷", "코트 패딩 자켓 재킷 점퍼 조끼 맨투맨 반바지"],
  ["옷", "바지 팬츠 슬랙스 청바지 치마 스커트 원피스 블라우스 잠옷 파자마 레깅스 속옷 정장 한복"],
  ["옷", "와이셔츠 가운 내복 수영복 운동복 트레이닝복 레인코트 우비 요가복 단체복 교복"],
  ["티셔츠", "반팔 긴팔 긴팔티 반팔티 롱슬리브 면티 무지티 흰티 하얀티 검정티 나시 나시티"],
  ["clothing", "coat jacket jumper vest dress skirt jeans"],
  ["clothing", "pants trousers shorts pajamas pyjamas sweatshirt blouse"],
  ["잡화", "장갑 귀마개 벨트 선글라스 안경 넥타이 머리끈 머리띠 손수건 반지 목걸이 귀걸이 팔찌"],
  ["잡화", "액세서리 열쇠고리 키링 브로치 헤어핀 머리핀 헤어밴드 마스크 발목양말"],
  ["accessories", "glove gloves belt sunglasses ring necklace earring earrings bracelet"],
  ["가방", "캐리어 지갑 클러치 핸드백 숄더백 보스턴백 힙색 슬링백"],
  ["bags", "wallet purse suitcase handbag"],
  ["모자", "비니 버킷햇 야구모자 베레모 썬캡 beanie"],
  [
    "신발",
    "등산화 축구화 고무신 단화 슬리퍼 샌들 구두 부츠 로퍼 크록스 slippers slipper sandals boots loafers",
  ],
  ["컵", "와인잔 소주잔 맥주잔 물컵 코스터 컵받침 빨대 wineglass coaster"],
  ["주방", "냄비 프라이팬 후라이팬 칼 국자 뒤집개 숟가락 젓가락 수저 스푼 포크"],
  ["주방", "도시락 냄비받침 집게 식칼 밥솥 에어프라이어 전자레인지 믹싱볼 오븐장갑 뚝배기 돌솥"],
  ["주방", "행주 수세미 전기포트 믹서기 밀폐용기 도시락통 pan spoon fork chopsticks knife"],
  ["침구", "베개 이불커버 침대 커튼 매트리스 토퍼 베개커버 침대보 침구세트 pillow curtain mattress duvet"],
  ["집꾸밈", "거울 달력 조화 시트지 커튼봉 선반 옷걸이 수납함 mirror calendar shelf"],
  ["집꾸밈", "책장 옷장 서랍장 행거 화장대 책상 탁자 블라인드 바구니 휴지통 쓰레기통 현판"],
  ["스탠드 조명", "무드등 수면등 전구 취침등 독서등 형광등 샹들리에 chandelier"],
  ["향", "향수 아로마 모기향 룸스프레이 perfume"],
  ["문구", "다이어리 메모지 볼펜 연필 샤프 연필꽂이 스티커"],
  ["문구", "파일 바인더 화이트보드 샤프심 색연필 물감 크레용 크레파스 책갈피 도장 봉투 편지지"],
  ["문구", "형광펜 지우개 가위 테이프 diary pencil ballpoint sticker"],
  ["바디케어", "로션 바디로션 핸드로션 샴푸 린스 립밤 세안제 배스밤"],
  ["바디케어", "컨디셔너 트리트먼트 스킨 토너 에센스 수분크림 바디스크럽 클렌징폼 면도기 손세정제 세정제"],
  ["바디케어", "치약 칫솔 선크림 폼클렌징 마스크팩 lotion shampoo toothpaste"],
  ["비누 바디워시", "세제 세탁세제 주방세제 중성세제 섬유유연제 빨랫비누 세안비누"],
  ["바디워시 비누", "바디솝 바디비누 바디클렌저"],
  ["입욕", "바스솔트 목욕소금 입욕제"],
  ["장난감 놀이 블록", "레고 퍼즐 인형 보드게임 로봇 블럭 딸랑이 lego puzzle doll"],
  ["야외", "텐트 돗자리 침낭 랜턴 버너 tent lantern"],
  ["문구", "사무용품 학용품 필기구 필기도구"],
  ["집꾸밈", "생활용품 인테리어소품"],
  ["타월 바디케어", "욕실용품 목욕용품 목욕 사우나"],
  ["녹차 홍차 백차", "말차 우롱차 보이차 얼그레이 카모마일 캐모마일 루이보스 허브티 오미자차 보리차"],
  ["커피 원두", "드립백 더치커피 콜드브루 캡슐커피 믹스커피 커피믹스 아메리카노 라떼"],
  ["쌀과자", "과자 스낵 snack snacks 한과 약과 전병 뻥튀기 강정 누룽지 팝콘"],
  ["자몽청 레몬청 유자청", "에이드 레몬에이드 자몽에이드 과일청 수제청"],
  ["요가", "필라테스 아령 폼롤러 pilates dumbbell"],
  ["녹차 홍차 백차", "티백 teabag teabags"],
  ["꿀 honey", "꿀차"],
  ["볼 대접", "샐러드볼 밥공기 공기 국대접 시리얼볼 면기"],
  ["토트백 에코백", "천가방 장바구니 캔버스백"],
  ["목도리", "숄 넥워머"],
  ["노트", "메모장 플래너 스케줄러"],
  ["먹거리", "빵 라면 초콜릿 사탕 젤리 과일 김치 우유 치즈 젓갈 국수 잼 bread chocolate candy jam"],
  [
    "먹거리",
    "케이크 쿠키 비스킷 도넛 떡 캐러멜 주스 음료수 탄산수 시리얼 요구르트 소시지 계란 달걀 고기 반찬",
  ],
  ["먹거리", "견과 견과류 아몬드 호두 육포 어묵 만두 두부 cake cookie cookies juice"],
  ["거치대", "스피커 이어폰 헤드폰 블루투스"],
  ["폰케이스 케이스", "휴대전화 아이폰 갤럭시 iphone galaxy 보조배터리 거치대"],
  ["액자", "포스터 poster posters"],
  ["토트백 에코백 tote", "shopping"],
  ["도마", "cutting chopping"],
  ["디퓨저 diffuser", "spray 스프레이"],
  ["스탠드 조명 lamp", "nightlight lighting"],
  ["노트 notebook", "journal planner"],
  ["후드", "후드티 후디 후드집업"],
  ["캔들 초", "양초"],
  ["물병", "물통"],
  ["러그 매트", "카페트 발매트 현관매트"],
  ["선물 gift", "집들이 생일 결혼 돌잔치 어버이날 스승의날 명절 추석 설날 기념일 답례품 birthday"],
  [
    "선물 gift",
    "생신 환갑 칠순 졸업 입학 입사 승진 개업 이사 출산 백일 크리스마스 성탄절 발렌타인데이 화이트데이 빼빼로데이",
  ],
];

/** Words that end as an everyday thing does, and are another: an apron (앞치마) is no skirt (치마). */
const otherThings = new Map([
  ["치마", "앞치마"],
  ["수건", "손수건"],
]);

/** Whether the word ends so by chance. */
export const isOtherThing = (ending: string, word: string): boolean => {
  const other = otherThings.get(ending);
  return other !== undefined && word.endsWith(other);
};

/** Words of shops: no thing is meant, and no letter is wrong. */
const OF_SHOPS = new Set(
  (
    "할인 세일 신상 신상품 인기 추천 베스트 이벤트 쿠폰 배송 무료배송 최저가 특가 반품 교환 환불 sale new " +
    "가격 가성비 싼 값싼 저렴한 저가 비싼 고급 좋은 예쁜 이쁜 귀여운 멋진 이하 이상 미만 사이즈 cheap best good nice " +
    "친구 엄마 아빠 아내 남편 부모님 선생님 동생 언니 오빠 누나 할머니 할아버지 애인 여자친구 남자친구 " +
    "어머니 아버지 어머님 아버님 시어머니 시아버지 장모님 장인어른 회사 직장 동료 직장동료 상사 선배 후배 조카 손주 신혼부부"
  ).split(" "),
);
/** 만원, 5천원, 3만원대, 10,000원이하 */
const AMOUNT = /^[\d,.]*[천만]?원(대|짜리|이하|이상|미만)?$/;

/** 사무용 의자 is a chair, and no wooden one (나무). */
const FOR_SOMEBODY = /^[가-힣]{2,}용$/;

/** Whether the word says how or for what a thing should be, and no more: 싼 양말 are socks. */
export const isOfShops = (word: string): boolean =>
  OF_SHOPS.has(word) || AMOUNT.test(word) || FOR_SOMEBODY.test(word) || isWish(word);

const colourNames = new Set(colours.flatMap(([general]) => general.split(" ")));

/** Whether the word is a colour, which says nothing of what a thing is: 블루투스 is not blue. */
export const isColour = (word: string): boolean => colourNames.has(word);

const narrower = new Map(
  families.flatMap(([general, words]) => general.split(" ").map((word) => [word, words.split(" ")])),
);

export const narrowerThan = (word: string): readonly string[] => narrower.get(word) ?? [];

const wider = new Map<string, readonly string[]>();
for (const [general, words] of [...kin, ...families]) {
  const near = general.split(" ").flatMap((word) => [word, ...(narrower.get(word) ?? [])]);
  for (const word of words.split(" ")) wider.set(word, [...new Set([...(wider.get(word) ?? []), ...near])]);
}

/** What a word is for or how it is sold: 캠핑용, 욕실용품, 퀸사이즈, 선물세트, 꿀스틱. */
const PURPOSE = /(?<=..)(용품?|팩)$|(?<=.)((선물)?세트|사이즈|스틱|단지|박스)+$/;

/** The thing itself. */
export const withoutPurpose = (word: string): string => word.replace(PURPOSE, "");

/** Words of things and colours that a shop may lack and know others for. */
export const everydayWords: readonly string[] = [...new Set([...narrower.keys(), ...wider.keys()])];

/** A tea that is made of something: 생강차 of ginger, or of its syrup. */
const INFUSION = /^([가-힣]{1,4})차$/;

/** What to look for where the shop has nothing of this name. */
export function widerThan(word: string): readonly string[] {
  const known = wider.get(word);
  if (known) return known;
  const [, stuff] = INFUSION.exec(word) ?? [];
  return stuff === undefined ? [] : [stuff, `${stuff}청`];
}

/** Whether it is a word as it stands, though the shop may lack it: no letter of it is taken for wrong. */
export const isEverydayWord = (word: string): boolean =>
  wider.has(word) || narrower.has(word) || isOfShops(word) || isOtherGood(word);
