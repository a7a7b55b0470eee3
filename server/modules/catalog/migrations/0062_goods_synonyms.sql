-- More of the list of synonyms that a shop begins with: names of everyday goods that shops and shoppers
-- use. A list that staff have changed stays as it is.
-- Each line extends the set that has its first word, or is a set of its own.
CREATE TEMPORARY TABLE goods_synonyms (words text NOT NULL) ON COMMIT DROP;
INSERT INTO goods_synonyms (words) VALUES
  ('바디워시 바디클렌저 바디샴푸 보디샴푸 bodywash'),
  ('바디로션 보디로션 bodylotion'),
  ('핸드크림 핸드로션 핸드밤 handcream'),
  ('액자 포토프레임 사진액자 photoframe'),
  ('컵 커피컵'),
  ('티셔츠 티샤쓰 teeshirt'),
  ('셔츠 와이셔츠 와이샤쓰'),
  ('운동화 러닝슈즈 런닝슈즈 조깅슈즈 trainers'),
  ('신발 슈즈 shoes'),
  ('양말 sox'),
  ('담요 throw'),
  ('노란색 노랑색'),
  ('빨간색 빨강색'),
  ('파란색 파랑색'),
  ('흰색 하양색'),
  ('검은색 까망색'),
  ('하늘색 소라색'),
  ('기름 오일 oil'),
  ('과자 스낵 snack snacks'),
  ('유자 yuzu yuja'),
  ('코듀로이 코르덴 골덴 corduroy'),
  ('편백 히노키 히노끼 hinoki'),
  ('아카시아 아까시 acacia'),
  ('전자레인지 전자렌지 microwave'),
  ('가스레인지 가스렌지'),
  ('콘텐츠 컨텐츠'),
  ('배지 뱃지 badge'),
  ('선글라스 썬글라스 색안경 sunglasses'),
  ('헬멧 헬맷 helmet'),
  ('양산 파라솔 parasol'),
  ('우비 비옷 레인코트 raincoat'),
  ('바람막이 윈드브레이커 windbreaker'),
  ('속옷 언더웨어 underwear'),
  ('브래지어 브라 브라자 bra'),
  ('잠옷 파자마 pajamas pyjamas'),
  ('장갑 글러브 gloves'),
  ('비니 beanie'),
  ('머리띠 헤어밴드 headband'),
  ('열쇠고리 키링 키홀더 keyring'),
  ('돗자리 피크닉매트'),
  ('침낭 슬리핑백 sleepingbag'),
  ('컵받침 코스터 coaster'),
  ('도시락 도시락통 런치박스 lunchbox'),
  ('와인잔 와인글라스 wineglass'),
  ('맥주잔 맥주컵'),
  ('빨대 스트로 straw'),
  ('뒤집개 스패출러 spatula'),
  ('휴지 화장지 티슈 tissue'),
  ('칫솔 toothbrush'),
  ('치약 toothpaste'),
  ('쓰레기통 휴지통'),
  ('바구니 바스켓 basket'),
  ('옷걸이 hanger'),
  ('가위 scissors'),
  ('지우개 eraser'),
  ('형광펜 하이라이터 highlighter'),
  ('샤프 샤프펜슬'),
  ('스티커 sticker'),
  ('달력 캘린더 calendar'),
  ('다이어리 diary'),
  ('봉투 envelope'),
  ('엽서 postcard');

WITH former AS (
  SELECT sets FROM catalog.synonym_versions
  -- That of migration 61: it has its last line.
  WHERE version = 5 AND (SELECT max(version) FROM catalog.synonym_versions) = 5
    AND EXISTS (SELECT FROM jsonb_array_elements(sets) AS each (set) WHERE set @> '["컴퓨터", "콤퓨터"]')
), known AS (
  SELECT number, set FROM former, jsonb_array_elements(sets) WITH ORDINALITY AS each (set, number)
), extended AS (
  SELECT known.number, known.set || coalesce((
      SELECT jsonb_agg(word ORDER BY words, place)
      FROM goods_synonyms, unnest(string_to_array(words, ' ')) WITH ORDINALITY AS own (word, place)
      WHERE known.set ->> 0 = split_part(words, ' ', 1) AND NOT known.set ? word), '[]') AS set
  FROM known
), added AS (
  SELECT to_jsonb(string_to_array(words, ' ')) AS set, row_number() OVER () AS number FROM goods_synonyms
  WHERE NOT EXISTS (SELECT FROM known WHERE known.set ->> 0 = split_part(words, ' ', 1))
)
INSERT INTO catalog.synonym_versions (version, sets, created_at)
SELECT 6, (SELECT jsonb_agg(set ORDER BY number) FROM extended)
       || (SELECT jsonb_agg(set ORDER BY number) FROM added), now()
FROM former;

DELETE FROM catalog.synonyms
WHERE EXISTS (SELECT FROM catalog.synonym_versions WHERE version = 6 AND created_at = now());
INSERT INTO catalog.synonyms (word, set)
SELECT word, line.number
FROM catalog.synonym_versions, jsonb_array_elements(sets) WITH ORDINALITY AS line (words, number),
  jsonb_array_elements_text(line.words) AS word
WHERE version = 6 AND created_at = now();
