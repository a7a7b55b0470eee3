/** The brands; all are invented. */
export const brands = {
  sohwa: ["소화당", "Sohwadang"],
  ongyeol: ["온결", "Ongyeol"],
  maruso: ["마루소", "Maruso"],
  goyo: ["고요상점", "Goyo Store"],
  byeot: ["볕뉘", "Byeotnwi"],
  pulmunui: ["풀무늬", "Pulmunui"],
  haedam: ["해담골", "Haedamgol"],
  mulgyeol: ["물결공방", "Mulgyeol Studio"],
  ieum: ["이음재", "Ieumjae"],
  saebyeok: ["새벽숲", "Saebyeok Forest"],
  pilgyeol: ["필결", "Pilgyeol"],
  dure: ["두레옷", "Dure Wear"],
  sandeul: ["산들채비", "Sandeul Gear"],
  dodam: ["도담나무", "Dodam Tree"],
} as const satisfies Record<string, readonly [ko: string, en: string]>;

export type BrandId = keyof typeof brands;
