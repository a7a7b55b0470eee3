-- More of the list of synonyms that a shop begins with: loanwords as they are written and said. A list that
-- staff have changed stays as it is. A pot is no 냄비 alone, and a bed no 침대: plants have both.
-- Each line extends the set that has its first word, or is a set of its own.
CREATE TEMPORARY TABLE loanword_synonyms (words text NOT NULL) ON COMMIT DROP;
INSERT INTO loanword_synonyms (words) VALUES
  ('슬리퍼 쓰레빠'),
  ('셔츠 샤쓰'),
  ('액세서리 악세사리 악세서리 accessory'),
  ('러그 카페트 양탄자'),
  ('목도리 마후라'),
  ('샌들 샌달 sandals'),
  ('블라우스 부라우스 blouse'),
  ('케이크 케익 cake'),
  ('주스 쥬스 juice'),
  ('초콜릿 초코렛 초콜렛 쵸콜릿 chocolate'),
  ('캐러멜 카라멜 caramel'),
  ('비스킷 비스켓 biscuit'),
  ('도넛 도너츠 도나쓰 donut'),
  ('요구르트 요거트 yogurt'),
  ('소시지 소세지 sausage'),
  ('시럽 시롭 syrup'),
  ('케첩 케찹 ketchup'),
  ('달걀 계란 egg'),
  ('로션 로숀 lotion'),
  ('컨디셔너 콘디셔너 린스 conditioner'),
  ('스테인리스 스텐 스뎅 스텐레스 stainless'),
  ('배터리 밧데리 battery'),
  ('리모컨 리모콘'),
  ('에어컨 에어콘'),
  ('테이프 테잎 tape'),
  ('파일 화일'),
  ('메시지 메세지 message'),
  ('스펀지 스폰지 sponge'),
  ('텐트 천막 tent'),
  ('매트리스 메트리스 mattress'),
  ('캐시미어 케시미어 cashmere'),
  ('크레파스 크레용 crayon'),
  ('로봇 로보트 robot'),
  ('바비큐 바베큐'),
  ('랜턴 란탄 lantern'),
  ('컴퓨터 콤퓨터');

WITH former AS (
  SELECT sets FROM catalog.synonym_versions
  -- That of migration 55: it has its last line.
  WHERE version = 4 AND (SELECT max(version) FROM catalog.synonym_versions) = 4
    AND EXISTS (SELECT FROM jsonb_array_elements(sets) AS each (set) WHERE set @> '["액자", "picture"]')
), known AS (
  SELECT number, set FROM former, jsonb_array_elements(sets) WITH ORDINALITY AS each (set, number)
), extended AS (
  SELECT known.number, known.set
    - CASE known.set ->> 0 WHEN '냄비' THEN 'pot' WHEN '침대' THEN 'bed' ELSE '' END || coalesce((
      SELECT jsonb_agg(word ORDER BY words, place)
      FROM loanword_synonyms, unnest(string_to_array(words, ' ')) WITH ORDINALITY AS own (word, place)
      WHERE known.set ->> 0 = split_part(words, ' ', 1) AND NOT known.set ? word), '[]') AS set
  FROM known
), added AS (
  SELECT to_jsonb(string_to_array(words, ' ')) AS set, row_number() OVER () AS number FROM loanword_synonyms
  WHERE NOT EXISTS (SELECT FROM known WHERE known.set ->> 0 = split_part(words, ' ', 1))
)
INSERT INTO catalog.synonym_versions (version, sets, created_at)
SELECT 5, (SELECT jsonb_agg(set ORDER BY number) FROM extended)
       || (SELECT jsonb_agg(set ORDER BY number) FROM added), now()
FROM former;

DELETE FROM catalog.synonyms
WHERE EXISTS (SELECT FROM catalog.synonym_versions WHERE version = 5 AND created_at = now());
INSERT INTO catalog.synonyms (word, set)
SELECT word, line.number
FROM catalog.synonym_versions, jsonb_array_elements(sets) WITH ORDINALITY AS line (words, number),
  jsonb_array_elements_text(line.words) AS word
WHERE version = 5 AND created_at = now();
