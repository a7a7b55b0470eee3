-- Edit distances, for words that were typed wrong.
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch WITH SCHEMA public;

-- The words that the products of the shop are found by, each once, in normal form (search/normal-form.ts).
-- A word stays when its last product goes; without a posting it finds nothing.
CREATE TABLE catalog.search_words (
  word     text COLLATE "C" PRIMARY KEY,
  jamo     text COLLATE "C" NOT NULL,   -- the word decomposed: 머그 is ㅁㅓㄱㅡ; Latin letters stay
  initials text COLLATE "C",            -- the initial consonants: ㅁㄱ; null for a word without Hangul
  telling  boolean NOT NULL,            -- it was in a name, a brand or an option, not in descriptions alone
  reversed text COLLATE "C" GENERATED ALWAYS AS (reverse(word)) STORED   -- to find a word by its end
);
CREATE INDEX search_words_jamo ON catalog.search_words (jamo);
CREATE INDEX search_words_initials ON catalog.search_words (initials) WHERE initials IS NOT NULL;
CREATE INDEX search_words_reversed ON catalog.search_words (reversed);
CREATE INDEX search_words_parts ON catalog.search_words USING gin (jamo gin_trgm_ops);
CREATE INDEX search_words_initial_parts ON catalog.search_words USING gin (initials gin_trgm_ops);

-- Which words find which product.
CREATE TABLE catalog.search_postings (
  word       text COLLATE "C" NOT NULL,   -- of search_words
  product_id uuid     NOT NULL REFERENCES catalog.products ON DELETE CASCADE,
  weight     smallint NOT NULL CHECK (weight BETWEEN 1 AND 100),   -- of the field: 100 is the name
  PRIMARY KEY (word, product_id) INCLUDE (weight)
);
CREATE INDEX search_postings_product ON catalog.search_postings (product_id);

-- The rules by which the postings of a product were made (SEARCH_VERSION); 0: it has none. A job renews those
-- of older rules.
ALTER TABLE catalog.products ADD COLUMN search_version int NOT NULL DEFAULT 0;
CREATE INDEX products_search_version ON catalog.products (search_version, id);

-- Filters whose values have commas ask whether the shop has the value.
CREATE INDEX products_brand ON catalog.products (brand) WHERE brand IS NOT NULL;
CREATE INDEX products_options ON catalog.products USING gin (options jsonb_path_ops);

-- SKUs are found in any case, and by their beginning.
CREATE INDEX variants_sku_search ON catalog.variants (lower(sku) COLLATE "C");

-- Sets of words that mean the same to shoppers. Each edit by staff adds a row, so that a stale edit
-- can be told what changed since; the newest row counts.
CREATE TABLE catalog.synonym_versions (
  version    int         PRIMARY KEY CHECK (version >= 1),  -- the ETag
  sets       jsonb       NOT NULL CHECK (jsonb_typeof(sets) = 'array'),  -- [["컵", "머그"], …]
  created_at timestamptz NOT NULL
);

-- The newest sets, by word, for searches.
CREATE TABLE catalog.synonyms (
  word text COLLATE "C" NOT NULL,   -- in normal form without spaces
  set  int NOT NULL,                -- words of one set find one another
  PRIMARY KEY (word, set)
);
CREATE INDEX synonyms_set ON catalog.synonyms (set);

-- The list that a shop begins with.
INSERT INTO catalog.synonym_versions (version, sets, created_at)
SELECT 1, jsonb_agg(to_jsonb(string_to_array(line.words, ' ')) ORDER BY line.number), now()
FROM (VALUES
  (1, '카디건 가디건 cardigan'),
  (2, '니트 knit knitwear'),
  (3, '수건 타월 타올 towel'),
  (4, '향초 캔들 초 촛불 candle'),
  (5, '컵 머그 머그컵 잔 커피잔 찻잔 cup mug'),
  (6, '그릇 식기 tableware'),
  (7, '접시 플레이트 plate'),
  (8, '보온병 텀블러 tumbler'),
  (9, '물병 보틀 bottle'),
  (10, '이불 침구 bedding'),
  (11, '담요 블랭킷 blanket'),
  (12, '휴대폰 핸드폰 스마트폰 폰 phone'),
  (13, '케이스 커버 case'),
  (14, '울 양모 wool'),
  (15, '면 코튼 cotton'),
  (16, '리넨 린넨 linen'),
  (17, '노란색 노랑 노란 옐로 옐로우 yellow'),
  (18, '빨간색 빨강 빨간 레드 red'),
  (19, '파란색 파랑 파란 블루 blue'),
  (20, '초록색 초록 녹색 그린 green'),
  (21, '하늘색 스카이 스카이블루 sky'),
  (22, '남색 곤색 네이비 navy'),
  (23, '분홍색 분홍 핑크 pink'),
  (24, '보라색 보라 퍼플 purple'),
  (25, '주황색 주황 오렌지색 orange'),
  (26, '흰색 하양 하얀색 백색 화이트 white'),
  (27, '검은색 검정 검정색 까만색 블랙 black'),
  (28, '회색 그레이 grey gray'),
  (29, '갈색 밤색 고동색 브라운 brown'),
  (30, '베이지 베이지색 beige'),
  (31, '은색 실버 silver'),
  (32, '금색 골드 gold'),
  (33, '쿠션 방석 cushion'),
  (34, '러그 카펫 rug carpet'),
  (35, '조명 램프 전등 스탠드 lamp'),
  (36, '공책 노트 notebook'),
  (37, '필통 펜케이스'),
  (38, '가방 bag'),
  (39, '에코백 토트백 tote'),
  (40, '목도리 머플러 스카프 scarf'),
  (41, '모자 hat'),
  (42, '양말 삭스 socks'),
  (43, '운동화 스니커즈 sneakers'),
  (44, '스웨터 풀오버 sweater'),
  (45, '백팩 배낭 backpack'),
  (46, '티셔츠 반팔티 tshirt'),
  (47, '셔츠 남방 shirt'),
  (48, '앞치마 에이프런 apron'),
  (49, '도마 커팅보드'),
  (50, '주전자 케틀 kettle'),
  (51, '다관 찻주전자 티포트 teapot'),
  (52, '쟁반 트레이 tray'),
  (53, '비누 솝 soap'),
  (54, '바디워시 보디워시 샤워젤'),
  (55, '핸드크림 손크림'),
  (56, '방향제 디퓨저 diffuser'),
  (57, '인센스 선향 향 incense'),
  (58, '선물 기프트 gift'),
  (59, '의자 체어 chair'),
  (60, '시계 벽시계 clock'),
  (61, '꽃병 화병 vase'),
  (62, '화분 플랜터 planter'),
  (63, '액자 그림액자 포스터 frame'),
  (64, '우산 엄브렐러 umbrella'),
  (65, '커피 원두 coffee'),
  (66, '장난감 완구 toy')
) AS line (number, words);
INSERT INTO catalog.synonyms (word, set)
SELECT word, line.number
FROM catalog.synonym_versions, jsonb_array_elements(sets) WITH ORDINALITY AS line (words, number),
  jsonb_array_elements_text(line.words) AS word;
