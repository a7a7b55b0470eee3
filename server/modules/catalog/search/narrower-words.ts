/**
 * Which narrower words a general word also means. One way: "노란색" finds mustard, and "머스터드" does not find
 * yellow. Words that mean the same are synonyms, which staff edit.
 */
const families: readonly (readonly [general: string, narrower: string])[] = [
  ["노란색 노랑 노란 옐로 옐로우 yellow", "머스터드 버터 레몬 개나리 mustard butter lemon"],
  ["빨간색 빨강 빨간 레드 red", "브릭 체리 와인 버건디 brick cherry burgundy"],
  ["파란색 파랑 파란 블루 blue", "데님 스카이 네이비 틸 denim sky navy teal"],
  ["초록색 초록 녹색 그린 green", "파인 세이지 올리브 모스 민트 청자 카키 pine sage olive moss mint khaki"],
  ["분홍색 분홍 핑크 pink", "로즈 블러시 코랄 rose blush coral"],
  ["보라색 보라 퍼플 purple", "라벤더 플럼 lavender plum"],
  ["주황색 주황 오렌지색 orange", "살구 코랄 앰버 apricot coral amber"],
  ["흰색 흰 하양 하얀색 하얀 백색 white", "아이보리 오프화이트 ivory"],
  ["회색 그레이 grey gray", "애쉬 차콜 ash charcoal"],
  ["갈색 밤색 고동색 브라운 brown", "카멜 월넛 오크 초코 camel walnut oak"],
  ["베이지 베이지색 beige", "샌드 오트밀 sand oatmeal"],
  ["금색 골드 gold", "브라스 brass"],
  ["니트 니트웨어 knit knitwear", "가디건 카디건 스웨터 풀오버 cardigan sweater pullover"],
  ["옷 의류 clothes clothing", "티셔츠 셔츠 후드 가디건 바지 치마 원피스 자켓 코트"],
  ["그릇 식기 tableware dishes", "접시 볼 대접 공기 plate bowl"],
  ["이불 침구 bedding", "담요 블랭킷 베개 매트리스 blanket pillow"],
  ["가방 bag bags", "배낭 백팩 토트백 에코백 크로스백 파우치 backpack tote"],
  ["모자 hat", "볼캡 벙거지 비니 버킷햇 cap beanie"],
  ["신발 shoes", "스니커즈 캔버스화 운동화 구두 샌들 부츠 sneakers boots sandals"],
  ["문구 stationery", "노트 만년필 필통 연필 notebook pen"],
  ["장난감 완구 toy", "블록 퍼즐 인형 block puzzle doll"],
];

const narrower = new Map(
  families.flatMap(([general, words]) => general.split(" ").map((word) => [word, words.split(" ")])),
);

export const narrowerThan = (word: string): readonly string[] => narrower.get(word) ?? [];
