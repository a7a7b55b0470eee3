import { axis, colour, type Kind, lines } from "../kind.ts";

const wrapping = axis("포장", "Wrapping", "기본|Standard|B", "선물 포장|Gift wrap|G|3000");

export const lightScent: readonly Kind[] = [
  {
    id: "lamp",
    sku: "LMP",
    category: "light-scent",
    scale: 1.14,
    colourOption: colour,
    axes: [axis("전구", "Bulb", "전구 미포함|Without bulb|N", "전구색 LED 포함|With warm LED|W|7000")],
    about: [
      [
        "E26 소켓을 쓰며 코드 중간의 스위치로 밝기를 세 단계로 바꿉니다.",
        "E26 socket, with a three-step dimmer on the cord.",
      ],
      ["12 W 이하 LED 전구를 권합니다.", "Use LED bulbs up to 12 W."],
    ],
    lines: lines(`
      사랑채 스탠드 / Reading Room Lamp / byeot 79000 / ivory sage / plain brass 0
      갓을 통과한 빛이 책장 위로 부드럽게 내려앉습니다.
      Light settles softly on the page through the shade.
      버섯 스탠드 / Mushroom Lamp / byeot 86000 / clay butter white / plain clay 1
      둥근 갓이 방 한쪽에 작은 노을을 만듭니다.
      Its round cap makes a small sunset in the corner.
      작업대 스탠드 / Workbench Lamp / maruso 92000 was 109000 / pine black mustard / plain brass 2
      팔을 꺾어 원하는 곳만 또렷하게 비춥니다.
      A jointed arm puts the light exactly where you work.
      들꽃 스탠드 / Wildflower Lamp / pulmunui 83000 / butter blush / botanical sage 0
      불을 켜면 갓에 그린 들꽃이 비쳐 보입니다.
      Switch it on and the flowers on the shade come alive.
      줄무늬 스탠드 / Striped Shade Lamp / goyo 76000 / denim ivory / pinstripe ivory 0
      세로줄 갓이 침대 옆을 단정하게 만듭니다.
      A pinstriped shade for a tidy bedside.
      달버섯 스탠드 / Moonlit Mushroom Lamp / byeot 89000 / lavender sky / dots white 1
      점무늬 갓 사이로 달빛 같은 빛이 납니다.
      A dotted cap that glows like moonlight.`),
  },
  {
    id: "candle",
    sku: "CDL",
    category: "light-scent",
    scale: 1.16,
    axes: [axis("용량", "Weight", "120 g|120 g|120", "220 g|220 g|220|11000"), wrapping],
    about: [
      ["콩 왁스와 면 심지를 써서 그을음이 적습니다.", "Soy wax and a cotton wick, for very little soot."],
      [
        "처음 켤 때는 표면이 다 녹을 때까지 두고, 심지는 5 mm로 다듬어 주세요.",
        "Let the whole surface melt the first time, and trim the wick to 5 mm.",
      ],
    ],
    lines: lines(`
      비 온 뒤 숲 캔들 / Forest After Rain Candle / saebyeok 26000 / sage / plain pine 0
      젖은 흙과 편백 향이 천천히 번집니다.
      Wet earth and cypress, unfolding slowly.
      무화과 정원 캔들 / Fig Garden Candle / saebyeok 28000 / plum / plain rose 0
      풋무화과의 초록 향에 우디한 끝을 더했습니다.
      Green fig over a woody base.
      햇볕 빨래 캔들 / Sunlit Linen Candle / saebyeok 24000 / white / plain sky 0
      잘 마른 빨래를 걷을 때의 향입니다.
      The smell of washing brought in from the sun.
      산사 캔들 / Mountain Temple Candle / saebyeok 29000 was 34000 / charcoal / plain brass 1
      침향과 마른 나무 향이 방을 가라앉힙니다.
      Agarwood and dry timber settle a room.
      귤밭 캔들 / Tangerine Orchard Candle / saebyeok 25000 / apricot / dots white 1
      껍질을 막 벗긴 귤처럼 상큼합니다.
      As bright as a tangerine just peeled.
      목련 기둥 초 / Magnolia Pillar Candle / saebyeok 22000 / blush / plain brass 2
      골이 진 기둥 초로 받침과 함께 놓습니다.
      A fluted pillar that stands on its own dish.`),
  },
  {
    id: "diffuser",
    sku: "DFS",
    category: "light-scent",
    scale: 1.12,
    axes: [axis("용량", "Volume", "100 ml|100 ml|100", "200 ml|200 ml|200|13000"), wrapping],
    about: [
      [
        "식물성 알코올에 천연 향료를 녹여 두통이 나는 냄새가 없습니다.",
        "Natural oils in plant alcohol, without a harsh edge.",
      ],
      [
        "스틱을 일주일에 한 번 뒤집으면 두 달가량 향이 이어집니다.",
        "Turn the reeds weekly and it lasts about two months.",
      ],
    ],
    lines: lines(`
      새벽 솔숲 디퓨저 / Dawn Pinewood Diffuser / saebyeok 32000 / mint / plain brass 0
      이슬 맺힌 솔잎 향을 담았습니다.
      Pine needles with the dew still on them.
      모과 디퓨저 / Quince Diffuser / saebyeok 33000 / butter / plain oak 0
      책장에 모과를 올려 두던 가을을 떠올리게 합니다.
      Autumn, and a quince left on the bookshelf.
      흰 꽃 디퓨저 / White Blossom Diffuser / saebyeok 34000 / ivory / plain silver 1
      치자와 은방울꽃이 가볍게 어우러집니다.
      Gardenia and lily of the valley, lightly.
      먹향 디퓨저 / Ink Stone Diffuser / saebyeok 36000 was 42000 / grey / plain black 1
      벼루에 먹을 가는 듯한 차분한 향입니다.
      As calm as ink ground on a stone.
      복숭아 골목 디퓨저 / Peach Lane Diffuser / saebyeok 31000 / coral / plain brass 0
      잘 익은 복숭아에 홍차 향을 살짝 더했습니다.
      Ripe peach with a trace of black tea.
      바다 소금 디퓨저 / Sea Salt Diffuser / saebyeok 32000 / sky / plain silver 1
      바닷바람과 젖은 나무 향이 시원합니다.
      Sea air and wet driftwood.`),
  },
  {
    id: "incense",
    sku: "INC",
    category: "light-scent",
    scale: 1.06,
    axes: [
      axis(
        "구성",
        "Set",
        "향 40개비|40 sticks|40",
        "향 80개비|80 sticks|80|9000",
        "향과 받침|Sticks and holder|H|18000",
      ),
    ],
    about: [
      [
        "나무 가루와 천연 접착분만으로 빚어 연기가 순합니다.",
        "Wood powder and a plant binder only, for a gentle smoke.",
      ],
      [
        "한 개비는 약 25분 동안 타며 환기가 되는 곳에서 사용하세요.",
        "A stick burns for about 25 minutes; use it where the air moves.",
      ],
    ],
    lines: lines(`
      백단 선향 / Sandalwood Incense / saebyeok 15000 / sand / plain brick 0
      부드럽고 달큰한 나무 향이 오래 남습니다.
      Soft, faintly sweet wood that lingers.
      쑥 선향 / Mugwort Incense / saebyeok 13500 / sage / stripe moss 1
      말린 쑥을 태우던 여름밤의 향입니다.
      Dried mugwort, as on summer nights.
      침향 선향 / Agarwood Incense / saebyeok 24000 was 28000 / charcoal / plain brass 0
      깊고 서늘한 향이 생각을 정리해 줍니다.
      Deep and cool, for clearing the mind.
      국화 선향 / Chrysanthemum Incense / saebyeok 16000 / butter / arcs mustard 0
      마른 국화의 쌉쌀함이 은은합니다.
      The pleasant bitterness of dried chrysanthemum.
      매화 선향 / Plum Blossom Incense / saebyeok 17000 / blush / dots rose 1
      이른 봄 매화처럼 맑고 짧게 스칩니다.
      Clear and brief, like plum blossom in early spring.
      숲지기 선향 / Forest Keeper Incense / saebyeok 16500 / celadon / botanical pine 1
      편백과 이끼가 섞인 숲길의 향입니다.
      Cypress and moss along a forest path.`),
  },
];
