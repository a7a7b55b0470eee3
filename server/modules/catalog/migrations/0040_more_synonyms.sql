-- More of the list of synonyms that a shop begins with. A list that staff have changed stays as it is.
-- Each line extends the set that has its first word, or is a set of its own.
CREATE TEMPORARY TABLE more_synonyms (words text NOT NULL) ON COMMIT DROP;
INSERT INTO more_synonyms (words) VALUES
  ('머그 머그잔 mug'),
  ('컵 teacup 티컵'),
  ('유리잔 유리컵 글라스 glass'),
  ('운동화 런닝화 러닝화 조깅화'),
  ('공책 수첩'),
  ('티셔츠 t셔츠 tee'),
  ('다관 티팟'),
  ('꽃병 플라워베이스'),
  ('볼캡 야구모자 야구캡 캡모자 캡 cap'),
  ('벙거지 버킷햇 벙거지모자'),
  ('바지 팬츠 pants trousers'),
  ('치마 스커트 skirt'),
  ('청바지 데님팬츠 jeans'),
  ('반바지 쇼츠 숏팬츠 shorts'),
  ('원피스 드레스 dress'),
  ('재킷 자켓 jacket'),
  ('점퍼 잠바 jumper'),
  ('후드 후드티 후디 hoodie'),
  ('맨투맨 스웨트셔츠 sweatshirt'),
  ('슬리퍼 실내화 slippers'),
  ('부츠 장화 boots'),
  ('지갑 월렛 wallet'),
  ('벨트 허리띠 belt'),
  ('안경 eyeglasses'),
  ('귀걸이 귀고리 이어링 earrings'),
  ('목걸이 네크리스 necklace'),
  ('반지 ring'),
  ('팔찌 브레이슬릿 bracelet'),
  ('노트북 랩탑 랩톱 laptop'),
  ('컴퓨터 피시 pc computer'),
  ('태블릿 tablet'),
  ('이어폰 이어버드 earphones earbuds'),
  ('헤드폰 헤드셋 headphones headset'),
  ('텔레비전 티비 테레비 tv television'),
  ('냉장고 refrigerator fridge'),
  ('세탁기 washer'),
  ('선풍기 fan'),
  ('키보드 자판 keyboard'),
  ('소파 쇼파 sofa couch'),
  ('책상 데스크 desk'),
  ('탁자 테이블 table'),
  ('침대 베드 bed'),
  ('베개 필로우 pillow'),
  ('커튼 커텐 curtain'),
  ('거울 미러 mirror'),
  ('숟가락 스푼 spoon'),
  ('젓가락 chopsticks'),
  ('프라이팬 후라이팬 fryingpan'),
  ('냄비 pot saucepan'),
  ('칼 나이프 knife'),
  ('화장품 코스메틱 cosmetics'),
  ('립스틱 lipstick'),
  ('선크림 자외선차단제 썬크림 sunscreen'),
  ('샴푸 shampoo'),
  ('연필 펜슬 pencil'),
  ('볼펜 ballpoint'),
  ('책 도서 book'),
  ('자전거 바이크 bicycle bike'),
  ('인형 doll'),
  ('강아지 애견 반려견 dog'),
  ('고양이 반려묘 cat'),
  ('아기 유아 베이비 baby'),
  ('어린이 아동 키즈 kids'),
  ('여자 여성 women'),
  ('남자 남성 men');

WITH former AS (
  SELECT sets FROM catalog.synonym_versions
  WHERE version = 1 AND (SELECT max(version) FROM catalog.synonym_versions) = 1
), known AS (
  SELECT number, set FROM former, jsonb_array_elements(sets) WITH ORDINALITY AS each (set, number)
), extended AS (
  SELECT known.number, known.set || coalesce((
      SELECT jsonb_agg(word ORDER BY words, place)
      FROM more_synonyms, unnest(string_to_array(words, ' ')) WITH ORDINALITY AS own (word, place)
      WHERE known.set ->> 0 = split_part(words, ' ', 1) AND NOT known.set ? word), '[]') AS set
  FROM known
), added AS (
  SELECT to_jsonb(string_to_array(words, ' ')) AS set, row_number() OVER () AS number FROM more_synonyms
  WHERE NOT EXISTS (SELECT FROM known WHERE known.set ->> 0 = split_part(words, ' ', 1))
)
INSERT INTO catalog.synonym_versions (version, sets, created_at)
SELECT 2, (SELECT jsonb_agg(set ORDER BY number) FROM extended)
       || (SELECT jsonb_agg(set ORDER BY number) FROM added), now()
FROM former;

DELETE FROM catalog.synonyms
WHERE EXISTS (SELECT FROM catalog.synonym_versions WHERE version = 2 AND created_at = now());
INSERT INTO catalog.synonyms (word, set)
SELECT word, line.number
FROM catalog.synonym_versions, jsonb_array_elements(sets) WITH ORDINALITY AS line (words, number),
  jsonb_array_elements_text(line.words) AS word
WHERE version = 2 AND created_at = now();
