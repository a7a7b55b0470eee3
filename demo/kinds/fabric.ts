import { axis, colour, type Kind, lines } from "../kind.ts";

export const fabric: readonly Kind[] = [
  {
    id: "blanket",
    sku: "BLK",
    category: "fabric",
    scale: 1.15,
    colourOption: colour,
    axes: [axis("사이즈", "Size", "무릎 담요|Lap|S", "싱글|Single|M|28000", "퀸|Queen|L|62000")],
    about: [
      [
        "메리노 울 70%를 섞어 가볍고 따뜻하며 정전기가 적습니다.",
        "Seventy per cent merino: light, warm and low in static.",
      ],
      ["울 전용 세제로 찬물 손세탁 후 뉘어서 말려 주세요.", "Hand wash cold with wool soap and dry flat."],
    ],
    lines: lines(`
      산마을 울 담요 / Mountain Village Blanket / ongyeol 59000 / moss oatmeal / check mustard 0
      산마을 저녁 색을 체크로 짰습니다.
      A check woven in the colours of a mountain village at dusk.
      눈길 담요 / Snow Path Blanket / ongyeol 62000 / ivory ash / stripe denim 0
      흰 눈길에 남은 발자국처럼 한쪽 끝에만 줄을 넣었습니다.
      Stripes at one end only, like tracks across fresh snow.
      벽난로 담요 / Fireside Blanket / goyo 57000 was 69000 / brick mustard / plain apricot 0
      짜임이 촘촘해 창가에서도 바람이 스미지 않습니다.
      A close weave that keeps out the draught by the window.
      물안개 담요 / River Mist Blanket / byeot 55000 / sky lavender / wave white 0
      잔물결을 자카드로 짜 넣었습니다.
      Ripples woven in as a fine jacquard.
      호밀 담요 / Rye Blanket / ongyeol 58000 / sand camel / gingham brown 0
      호밀밭 색의 잔체크라 어느 소파에나 어울립니다.
      A small rye-coloured check that suits any sofa.
      밤하늘 담요 / Night Sky Blanket / byeot 64000 / navy charcoal / dots butter 0
      드문드문 찍힌 점이 겨울 별자리 같습니다.
      Scattered dots, like a winter constellation.`),
  },
  {
    id: "cushion",
    sku: "CSH",
    category: "fabric",
    scale: 1.1,
    colourOption: colour,
    axes: [axis("구성", "Set", "커버|Cover|C", "커버와 솜|Cover and filling|F|9000")],
    about: [
      [
        "도톰한 면 캔버스에 숨은 지퍼를 달아 앞뒤가 깔끔합니다.",
        "Heavy cotton canvas with a hidden zip, neat on both sides.",
      ],
      ["뒤집어 찬물에 세탁하고 건조기는 피해 주세요.", "Wash cold, inside out; keep out of the dryer."],
    ],
    lines: lines(`
      뜰 쿠션 / Courtyard Cushion / pulmunui 29000 / butter ivory / botanical moss 0
      뜰에 핀 풀을 크게 그려 한 점만 놓아도 환합니다.
      Courtyard plants drawn large; one is enough to brighten a room.
      돌담 쿠션 / Stone Wall Cushion / maruso 27000 / ash blush / terrazzo clay 0
      돌담 조각 같은 무늬가 낮은 소파와 잘 맞습니다.
      Chips like an old stone wall, right for a low sofa.
      두 줄 긴 쿠션 / Twin Stripe Bolster / ongyeol 33000 was 39000 / ivory denim / stripe denim 2
      허리 뒤에 받치기 좋은 긴 형태입니다.
      A long shape that supports the small of the back.
      방울 쿠션 / Pompom Cushion / goyo 28000 / rose mustard / plain ivory 1
      네 귀퉁이에 방울을 달아 장난스러운 표정을 더했습니다.
      A playful pompom at each corner.
      바둑판 쿠션 / Checkerboard Cushion / ongyeol 27500 / sage sand / gingham pine 0
      또렷한 바둑판 무늬로 침대 위가 정돈되어 보입니다.
      A crisp grid that tidies up the bed.
      비늘 쿠션 / Fish Scale Cushion / mulgyeol 31000 / teal clay / arcs butter 1
      물고기 비늘을 닮은 반원을 빼곡히 수놓았습니다.
      Rows of half-circles, like the scales of a fish.`),
  },
  {
    id: "rug",
    sku: "RUG",
    category: "fabric",
    scale: 1.06,
    colourOption: colour,
    axes: [
      axis(
        "사이즈",
        "Size",
        "60×90 cm|60 × 90 cm|S",
        "100×150 cm|100 × 150 cm|M|42000",
        "140×200 cm|140 × 200 cm|L|98000",
      ),
    ],
    about: [
      [
        "면과 황마를 평직으로 짜서 발에 닿는 느낌이 보송합니다.",
        "Cotton and jute in a flat weave, dry and pleasant underfoot.",
      ],
      ["먼지를 턴 뒤 얼룩은 중성세제로 두드려 닦아 주세요.", "Shake out dust and dab stains with mild soap."],
    ],
    lines: lines(`
      너른 들 러그 / Broad Field Rug / ongyeol 48000 / oatmeal sage / stripe olive 0
      가로줄이 방을 넓어 보이게 합니다.
      Long stripes make a room feel wider.
      마당 원형 러그 / Round Yard Rug / ongyeol 52000 / sand ivory / plain camel 1
      한가운데 앉고 싶어지는 둥근 러그입니다.
      A round rug that asks you to sit in the middle.
      기와 러그 / Roof Tile Rug / maruso 55000 / clay denim / arcs ivory 0
      기와 끝의 둥근 선을 이어 무늬로 만들었습니다.
      The curved ends of roof tiles, repeated into a pattern.
      조각보 러그 / Patchwork Rug / pulmunui 59000 was 72000 / butter sky / tile brick 0
      조각보의 나뉜 면을 두 가지 색으로 옮겼습니다.
      The fields of a wrapping cloth, in two colours.
      체크 러그 / Picnic Check Rug / goyo 46000 / ivory blush / gingham moss 0
      거실에서도 소풍 온 기분을 낼 수 있습니다.
      A picnic in the living room.
      밤톨 원형 러그 / Chestnut Round Rug / ongyeol 51000 / camel brick / dots ivory 1
      밤톨처럼 동그란 점이 현관을 반갑게 합니다.
      Round as a chestnut, for a friendlier hallway.`),
  },
  {
    id: "towel",
    sku: "TWL",
    category: "fabric",
    scale: 1.12,
    colourOption: colour,
    axes: [axis("사이즈", "Size", "세면 타월|Hand towel|H", "바스 타월|Bath towel|B|11000")],
    about: [
      [
        "코마사 40수 면을 도톰하게 짜서 물을 빠르게 흡수합니다.",
        "Combed cotton in a dense loop that drinks up water.",
      ],
      ["섬유유연제 없이 세탁하면 흡수력이 오래갑니다.", "Skip the softener and it stays absorbent."],
    ],
    lines: lines(`
      구름결 타월 / Cloud Loop Towel / ongyeol 11900 / white blush sky / plain ash 0
      실을 느슨하게 꼬아 구름처럼 폭신합니다.
      Loosely twisted yarn, as soft as a cloud.
      아침 호수 타월 / Morning Lake Towel / byeot 12900 / sky mint / plain navy 0
      호수 색 두 가지를 짝지은 타월입니다.
      Two lake colours, side by side.
      흙담 타월 / Mud Wall Towel / ongyeol 12500 / clay sand / plain ivory 1
      따뜻한 흙빛이 나무 선반과 잘 어울립니다.
      Warm earth tones that like a wooden shelf.
      솔밭 타월 / Pine Grove Towel / pulmunui 13500 was 15900 / sage pine / plain butter 1
      솔잎 색 끝단으로 단정하게 마무리했습니다.
      Finished with a neat pine-needle border.
      호텔 타월 / Hotel Towel / maruso 15900 / white charcoal / plain brass 0
      여행지에서 쓰던 두께를 집에서도 느낄 수 있습니다.
      The weight you remember from a good hotel.
      와플 타월 / Waffle Towel / goyo 10900 / oatmeal lavender / gingham sand 1
      와플 조직이라 가볍고 하룻밤이면 마릅니다.
      A waffle weave, light and dry by morning.`),
  },
];
