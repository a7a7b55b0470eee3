/** Other spellings of a measure: 500밀리리터 is 500ml, 1L is 1000ml, 60x90 is 60×90. Pure. */
const units: readonly (readonly [unit: string, spellings: string])[] = [
  ["ml", "ml 밀리리터 밀리 미리 cc 씨씨"],
  ["l", "l 리터 liter litre"],
  ["g", "g 그램 그람 gram"],
  ["kg", "kg 킬로그램 킬로 키로"],
  ["cm", "cm 센티미터 센티 센치 센치미터"],
  ["mm", "mm 밀리미터"],
  ["m", "m 미터"],
];
/** As they are written behind a number. */
export const UNITS: readonly string[] = units.map(([unit]) => unit);

const unitOf = new Map(
  units.flatMap(([unit, spellings]) => spellings.split(" ").map((each) => [each, unit])),
);
/** Measures that are told in another unit as often. */
const smaller = new Map([
  ["l", { unit: "ml", times: 1000 }],
  ["kg", { unit: "g", times: 1000 }],
]);

/** 1200ml is 1.2l; null where the larger unit would be written with more digits. */
function inLarger(number: string, unit: string): string | null {
  const larger = [...smaller].find(([, finer]) => finer.unit === unit);
  const amount = Number(number) / (larger?.[1].times ?? 1);
  return larger && amount >= 0.1 && Number.isInteger(amount * 10) ? `${amount}${larger[0]}` : null;
}

const SPELLED = [...unitOf.keys()].toSorted((a, b) => b.length - a.length).join("|");
const MEASURE = `\\d[\\d.,]*(?:[x×*]\\d+)?(?:${SPELLED})|\\d+[x×*]\\d+|a\\d`;
const ALONE = new RegExp(`^(?:${MEASURE})$`);
/** 500ml물병, a4액자, 100×150러그, 꿀250그람. */
const BESIDE_THING = new RegExp(`^(${MEASURE})([가-힣]+)$|^([가-힣]+)(${MEASURE})$`);

/** The measure and the thing, in the order in which they were written together; null: one of them alone. */
export function measureAndThing(word: string): string[] | null {
  if (ALONE.test(word)) return null;
  return (
    BESIDE_THING.exec(word)
      ?.slice(1)
      .filter((part) => part !== undefined) ?? null
  );
}

export function otherSpellings(word: string): string[] {
  const lone = unitOf.get(word);
  if (lone && lone !== word) return [lone];
  if (/^\d+[x*]\d+/.test(word)) return [word.replace(/(?<=\d)[x*](?=\d)/g, "×")];
  const [, number = "", spelling = ""] = /^(\d+(?:\.\d+)?)(\D+)$/.exec(word) ?? [];
  const unit = unitOf.get(spelling);
  if (!unit) return [];
  const finer = smaller.get(unit);
  const same = finer ? `${Math.round(Number(number) * finer.times)}${finer.unit}` : inLarger(number, unit);
  // Sizes of shoes are written without their unit.
  const all = [`${number}${unit}`, ...(same ? [same] : []), ...(unit === "mm" ? [number] : [])];
  return all.filter((each) => each !== word);
}
