import { axis, type Kind, lines } from "../kind.ts";

const wrapping = axis("포장", "Wrapping", "기본|Standard|B", "선물 포장|Gift wrap|G|3000");

export const body: readonly Kind[] = [
  {
    id: "handcream",
    sku: "HCR",
    category: "body",
    scale: 1.14,
    axes: [axis("용량", "Volume", "30 ml|30 ml|30", "75 ml|75 ml|75|8000"), wrapping],
    about: [
      [
        "시어버터와 쌀겨 오일을 넣어 끈적임 없이 스며듭니다.",
        "Shea butter and rice bran oil, absorbed without stickiness.",
      ],
      [
        "손을 씻은 뒤 완두콩만큼 덜어 손등부터 펴 발라 주세요.",
        "After washing, spread a pea-sized amount from the back of the hand.",
      ],
    ],
    lines: lines(`
      쑥밭 핸드크림 / Mugwort Field Hand Cream / saebyeok 12900 / sage / plain moss 0
      강화 쑥의 순한 초록 향입니다.
      The mild green scent of mugwort.
      동백 핸드크림 / Camellia Hand Cream / saebyeok 14500 / coral / plain brick 1
      동백씨 오일이 거칠어진 손끝을 감쌉니다.
      Camellia seed oil for rough fingertips.
      쌀뜨물 핸드크림 / Rice Water Hand Cream / ongyeol 11900 / white / stripe sand 0
      향을 거의 넣지 않아 요리 전에도 편합니다.
      Hardly scented, fine before cooking.
      유자 핸드크림 / Yuja Hand Cream / saebyeok 13500 was 15500 / butter / dots mustard 1
      유자 껍질 향이 기분을 바꿔 줍니다.
      Yuja peel to change the mood.
      밤의 숲 핸드크림 / Night Forest Hand Cream / saebyeok 15500 / pine / plain brass 0
      삼나무와 베티버 향이 낮게 깔립니다.
      Cedar and vetiver, kept low.
      제비꽃 핸드크림 / Violet Hand Cream / goyo 13900 / lavender / arcs plum 1
      파우더처럼 보드라운 제비꽃 향입니다.
      Violet, as soft as powder.`),
  },
  {
    id: "soap",
    sku: "SOP",
    category: "body",
    scale: 1.14,
    axes: [
      axis("구성", "Pack", "1개|One bar|1", "3개|Three bars|3|13500", "5개|Five bars|5|24000"),
      axis("포장", "Wrapping", "종이띠|Paper band|B", "나무 상자|Wooden box|W|6000"),
    ],
    about: [
      ["낮은 온도에서 굳혀 6주 동안 말린 저온 숙성 비누입니다.", "Cold-process soap, cured for six weeks."],
      [
        "물이 빠지는 받침에 두면 끝까지 단단하게 쓸 수 있습니다.",
        "Keep it on a draining dish and it stays firm to the end.",
      ],
    ],
    lines: lines(`
      어성초 비누 / Fish Mint Soap / ongyeol 8900 / sage / plain moss 0
      예민한 피부를 위해 향을 넣지 않았습니다.
      Unscented, for sensitive skin.
      황토 비누 / Red Clay Soap / ongyeol 8500 / clay / speckle brick 1
      고운 황토가 묵은 각질을 부드럽게 씻어 냅니다.
      Fine red clay lifts off dull skin.
      숯 비누 / Bamboo Charcoal Soap / saebyeok 9500 / charcoal / speckle ash 0
      대나무 숯 가루가 땀 냄새를 잡아 줍니다.
      Bamboo charcoal for hot days.
      오트밀 비누 / Oatmeal Soap / ongyeol 8900 / oatmeal / speckle camel 1
      잘게 간 귀리가 거품 속에서 톡톡합니다.
      Ground oats you can feel in the lather.
      장미 비누 / Rose Garden Soap / saebyeok 10500 was 12500 / blush / terrazzo rose 0
      장미 꽃잎 가루로 색과 향을 냈습니다.
      Coloured and scented with petals.
      바다 소금 비누 / Sea Salt Soap / mulgyeol 9900 / sky / wave white 1
      천일염을 넣어 거품이 크림처럼 조밀합니다.
      Sea salt makes a lather as dense as cream.`),
  },
  {
    id: "bodywash",
    sku: "BWS",
    category: "body",
    scale: 1.16,
    axes: [
      axis(
        "용량",
        "Volume",
        "300 ml|300 ml|300",
        "500 ml|500 ml|500|9000",
        "리필 500 ml|Refill 500 ml|RF|4000",
      ),
    ],
    about: [
      [
        "코코넛에서 얻은 순한 세정 성분으로 pH를 피부에 맞췄습니다.",
        "Mild coconut-based cleansers at the pH of skin.",
      ],
      [
        "용기는 재생 플라스틱이며 리필을 쓰면 오래 쓸 수 있습니다.",
        "The bottle is recycled plastic and made to be refilled.",
      ],
    ],
    lines: lines(`
      편백 바디워시 / Cypress Body Wash / saebyeok 21000 / celadon / plain pine 0
      편백 욕조에 앉은 듯한 향입니다.
      Like sitting in a cypress tub.
      살구씨 바디워시 / Apricot Kernel Body Wash / ongyeol 19500 / apricot / plain brown 1
      살구씨 오일이 씻은 뒤의 당김을 줄여 줍니다.
      Apricot kernel oil, so skin does not feel tight.
      흰 차 바디워시 / White Tea Body Wash / saebyeok 22000 / ivory / plain sand 0
      맑은 차 향이 남습니다.
      Leaves the clear scent of tea.
      밤하늘 바디워시 / Night Sky Body Wash / saebyeok 23500 was 27000 / navy / plain brass 1
      라벤더와 캐모마일로 하루를 마무리합니다.
      Lavender and chamomile to end the day.
      풋사과 바디워시 / Green Apple Body Wash / goyo 18500 / sage / dots butter 0
      아침 샤워에 어울리는 새콤한 향입니다.
      A tart scent for the morning shower.
      자작나무 바디워시 / Birch Body Wash / ongyeol 21500 / ash / plain charcoal 1
      자작나무 수액을 넣어 산뜻하게 씻깁니다.
      With birch sap, rinsing clean.`),
  },
  {
    id: "bathsalt",
    sku: "BTH",
    category: "body",
    scale: 1.16,
    axes: [axis("용량", "Weight", "250 g|250 g|250", "500 g|500 g|500|10000"), wrapping],
    about: [
      [
        "서해 천일염과 엡솜염을 섞어 물에 잘 녹습니다.",
        "West-coast sea salt with Epsom salt, quick to dissolve.",
      ],
      [
        "38도 물에 두 숟갈을 풀고 20분 안으로 몸을 담그세요.",
        "Two scoops in 38 °C water; soak for up to twenty minutes.",
      ],
    ],
    lines: lines(`
      솔향 입욕 소금 / Pine Bath Salt / saebyeok 18000 / mint / plain pine 0
      솔잎 오일이 욕실을 숲으로 바꿉니다.
      Pine needle oil turns the bathroom into a wood.
      라벤더 입욕 소금 / Lavender Bath Salt / saebyeok 18500 / lavender / plain plum 0
      말린 라벤더 꽃을 함께 담았습니다.
      With dried lavender flowers.
      장미 입욕 소금 / Rose Bath Salt / saebyeok 19500 / rose / plain blush 0
      장미수로 향을 입혀 은은합니다.
      Gently scented with rose water.
      귤피 입욕 소금 / Citrus Peel Bath Salt / ongyeol 17000 was 19500 / apricot / plain mustard 0
      말린 귤껍질이 몸을 훈훈하게 합니다.
      Dried citrus peel, warming.
      바다 입욕 소금 / Ocean Bath Salt / mulgyeol 17500 / sky / plain denim 0
      미역 가루를 더해 물이 매끄러워집니다.
      A little seaweed makes the water silky.
      쑥 입욕 소금 / Mugwort Bath Salt / ongyeol 16500 / sage / plain moss 0
      뭉친 어깨를 풀고 싶은 저녁에 좋습니다.
      For an evening of tight shoulders.`),
  },
];
