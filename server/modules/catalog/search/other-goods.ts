/**
 * Goods of shops of all kinds that are near nothing else: a shop that lacks a 타이어 has no 타일 in its place.
 * Where a shop has one, its own word finds it. Pure.
 */
const GOODS =
  // Electronics and appliances.
  "냉장고 세탁기 건조기 에어컨 선풍기 청소기 공기청정기 가습기 제습기 정수기 비데 다리미 전기장판 히터 난로 보일러 " +
  "텔레비전 티비 모니터 컴퓨터 노트북 태블릿 키보드 마우스 프린터 스캐너 카메라 렌즈 삼각대 충전기 케이블 어댑터 멀티탭 " +
  "공유기 라우터 하드디스크 메모리 그래픽카드 게임기 드론 전화기 리모컨 건전지 배터리 전구 면도기 드라이기 고데기 " +
  // Cars, bicycles, tools, building.
  "자동차 타이어 휠 블랙박스 와이퍼 엔진오일 자전거 오토바이 킥보드 헬멧 망치 드릴 전동드릴 드라이버 톱 나사 못 볼트 " +
  "너트 렌치 펜치 사다리 페인트 벽지 장판 시멘트 타일본드 실리콘 변기 세면대 수전 샤워기 배관 전선 스위치 콘센트 " +
  // Food and drink.
  "쌀 잡곡 밀가루 설탕 소금물 간장 된장 고추장 마늘 양파 감자 고구마 당근 배추 무 상추 사과 배 포도 딸기 바나나 " +
  "수박 참외 복숭아 소고기 돼지고기 닭고기 삼겹살 갈비 고등어 오징어 새우 조개 미역 김밥 라면 국수 우동 파스타 피자 " +
  "맥주 소주 와인 위스키 막걸리 콜라 사이다 생수 우유 분유 요거트 버터 마요네즈 케첩 " +
  // Health, baby, pets.
  "비타민 영양제 홍삼 유산균 마스크 체온계 혈압계 붕대 반창고 파스 휠체어 안경 콘택트렌즈 기저귀 유모차 카시트 젖병 " +
  "사료 간식캔 개껌 목줄 고양이모래 어항 수족관 새장 " +
  // Sport, leisure, the rest.
  "축구공 농구공 야구공 배드민턴 라켓 골프채 낚시 바늘 낚싯대 스키 보드 수영모 튜브 피아노 기타 바이올린 드럼 악보 책 만화책 " +
  "소설 잡지 음반 티켓 복권 상품권 항공권 호텔예약 보험 대출 담배 라이터 화장지 물티슈 휴지 세탁소 이사 청소 뉴스 날씨 주식 부동산 지하철 버스";
const ENGLISH =
  "refrigerator fridge washer dryer heater television computer keyboard mouse printer camera charger " +
  "battery tire tyre tires car bike bicycle motorcycle helmet hammer drill screw ladder paint cement " +
  "toilet faucet rice sugar flour garlic onion potato apple banana beef pork chicken shrimp pizza beer " +
  "wine whiskey cola milk vitamin vitamins diaper diapers stroller wheelchair glasses medicine ball " +
  "racket guitar piano drum violin book books magazine ticket tickets insurance disk router monitor " +
  "laptop tablet news weather xbox playstation food litter";

const all = new Set(`${GOODS} ${ENGLISH}`.split(" "));

/** Whether it is a word as it stands: no letter of it is taken for wrong. */
export const isOtherGood = (word: string): boolean => all.has(word);
