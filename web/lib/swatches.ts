/** Colours by their Korean and English names: for a swatch where a picture is missing. */

const NAMES: Readonly<Record<string, string>> = {
  "#ffffff": "흰색 하양 하얀색 화이트 white",
  "#f6f1e3": "오프화이트 offwhite",
  "#efe4d0": "아이보리 ivory 크림 cream",
  "#ddcdb4": "오트밀 oatmeal",
  "#d9c3a0": "베이지 beige 샌드 sand",
  "#b98a58": "카멜 camel",
  "#8a5a3c": "갈색 브라운 brown 초코 chocolate 월넛 walnut 오크 oak",
  "#c67b5c": "클레이 clay 테라코타 terracotta",
  "#a4523f": "브릭 brick",
  "#d23b3b": "빨강 빨간색 레드 red 체리 cherry",
  "#7b2436": "와인 wine 버건디 burgundy",
  "#e3907a": "코랄 coral",
  "#eab184": "살구 apricot 피치 peach",
  "#e88a3a": "주황 주황색 오렌지 orange 앰버 amber",
  "#f0d794": "버터 butter 레몬 lemon",
  "#e9c83f": "노랑 노란색 옐로 옐로우 yellow",
  "#d6a13f": "머스터드 mustard 골드 금색 gold 브라스 brass",
  "#8a8653": "올리브 olive 카키 khaki",
  "#5f7350": "모스 moss",
  "#a9b89c": "세이지 sage",
  "#b9d6c4": "민트 mint",
  "#9dbbae": "청자 celadon",
  "#4f9a5b": "초록 초록색 녹색 그린 green",
  "#3f5f52": "파인 pine",
  "#4d7f82": "틸 teal",
  "#a9c4d2": "하늘색 스카이 sky 스카이블루 skyblue",
  "#4a78c2": "파랑 파란색 블루 blue",
  "#6c8aa3": "데님 denim",
  "#3a4a63": "남색 네이비 navy",
  "#b8aac8": "라벤더 lavender",
  "#8a5fb0": "보라 보라색 퍼플 purple",
  "#7a5468": "플럼 plum",
  "#ee9fb5": "분홍 분홍색 핑크 pink 블러시 blush",
  "#c98088": "로즈 rose",
  "#c9c6c0": "애쉬 ash 은색 실버 silver",
  "#9d9c99": "회색 그레이 grey gray",
  "#4c4b4d": "차콜 charcoal",
  "#1d1c1e": "검정 검은색 블랙 black 먹 ink",
};

const byName = new Map(
  Object.entries(NAMES).flatMap(([colour, names]) => names.split(" ").map((name) => [name, colour] as const)),
);

/** The colour of this name, as CSS writes it. */
export const swatchOf = (name: string): string | undefined =>
  byName.get(name.toLowerCase().replaceAll(/\s+/g, ""));

/** The first colour among these values of options. */
export const firstSwatch = (values: readonly string[]): string | undefined =>
  values.map(swatchOf).find((colour) => colour !== undefined);

/** The colours of those values that are names of colours. */
export const swatchesOf = (values: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    values.flatMap((value) => {
      const colour = swatchOf(value);
      return colour === undefined ? [] : [[value, colour]];
    }),
  );
