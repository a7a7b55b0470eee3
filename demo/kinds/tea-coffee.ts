import { axis, colour, type Kind, lines } from "../kind.ts";

export const teaCoffee: readonly Kind[] = [
  {
    id: "teapot",
    sku: "TPT",
    category: "tea-coffee",
    scale: 1.18,
    colourOption: colour,
    axes: [axis("구성", "Set", "다관|Teapot|P", "다관과 잔 둘|Teapot and two cups|C|24000")],
    about: [
      [
        "안쪽에 촘촘한 거름망을 빚어 넣어 잎차를 바로 우릴 수 있습니다.",
        "A fine strainer is built in, so loose leaves go straight into the pot.",
      ],
      ["용량은 420 ml이며 쓰고 나면 물로만 헹궈 주세요.", "Holds 420 ml; rinse with water only."],
    ],
    lines: lines(`
      청자빛 다관 / Celadon Teapot / sohwa 68000 / celadon ivory / plain brown 0
      맑은 청자 유약이 얇게 흘러 모서리마다 빛을 남깁니다.
      A clear celadon glaze runs thin and leaves light on every edge.
      눈 내린 다관 / First Snow Teapot / sohwa 72000 / white ash / speckle grey 0
      첫눈처럼 희고 고운 점이 내려앉았습니다.
      White, with flecks like the first snow.
      황토 다관 / Red Earth Teapot / mulgyeol 64000 was 75000 / clay brick / plain walnut 1
      유약을 바르지 않아 차를 우릴수록 길이 듭니다.
      Left unglazed, it seasons with every pot of tea.
      매듭 다관 / Knot Teapot / sohwa 69000 / charcoal navy / plain oak 2
      낮고 넓은 몸체에 등나무 손잡이를 엮었습니다.
      A low, wide body under a wrapped handle.
      찻잎 다관 / Tea Leaf Teapot / pulmunui 66000 / ivory butter / botanical moss 0
      찻잎 줄기를 따라 그린 그림이 몸체를 감쌉니다.
      A stem of tea leaves wraps around the pot.
      노을 다관 / Afterglow Teapot / mulgyeol 67000 / blush apricot / dip clay 2
      아래로 갈수록 붉어지는 노을을 유약으로 표현했습니다.
      Glazed like the sky, redder towards the horizon.`),
  },
  {
    id: "dripper",
    sku: "DRP",
    category: "tea-coffee",
    scale: 1.12,
    colourOption: colour,
    axes: [
      axis(
        "구성",
        "Set",
        "드리퍼|Dripper|D",
        "드리퍼와 서버|Dripper and server|S|22000",
        "필터 포함 세트|Set with filters|F|27000",
      ),
    ],
    about: [
      [
        "안쪽 골이 물길을 잡아 처음 내리는 사람도 맛이 고르게 나옵니다.",
        "Ribs inside guide the water, so even a first cup tastes even.",
      ],
      ["1~4잔용 원뿔형 종이 필터를 사용합니다.", "Takes cone filters for one to four cups."],
    ],
    lines: lines(`
      첫 잔 드리퍼 / First Cup Dripper / maruso 32000 / white mustard navy / plain walnut 0
      매일 첫 잔을 내리는 사람을 위한 기본형입니다.
      The basic one, for whoever makes the first cup of the day.
      흙빛 드리퍼 / Earthen Dripper / mulgyeol 36000 / clay oatmeal / speckle brown 0
      도톰한 도자가 추출하는 동안 온도를 지켜 줍니다.
      Thick stoneware holds the temperature while you pour.
      줄무늬 드리퍼 / Striped Dripper / sohwa 34000 was 39000 / ivory sky / stripe denim 1
      물줄기를 닮은 줄무늬를 손으로 둘렀습니다.
      Hand-drawn stripes that echo the pour.
      숲속 드리퍼 / Woodland Dripper / pulmunui 35000 / sage white / botanical pine 0
      커피 향이 숲길처럼 퍼지기를 바라며 잎을 그렸습니다.
      Painted with leaves, for coffee that smells of a forest walk.
      밤샘 드리퍼 / Night Owl Dripper / maruso 33000 / black charcoal / plain brass 1
      짙은 무광 도자에 황동빛 손잡이를 더했습니다.
      Dark matte ceramic with a brass-toned server grip.
      살구 드리퍼 / Apricot Dripper / goyo 31000 / blush butter / dots white 0
      느긋한 주말 아침에 어울리는 밝은 색입니다.
      A light colour for a slow weekend morning.`),
  },
  {
    id: "tea",
    sku: "TEA",
    category: "tea-coffee",
    scale: 1.24,
    axes: [
      axis("용량", "Weight", "40 g|40 g|40", "80 g|80 g|80|14000"),
      axis("포장", "Wrapping", "기본|Standard|B", "보자기 포장|Wrapped in cloth|W|5000"),
    ],
    about: [
      [
        "그해 거둔 잎만 담아 봉한 뒤 밀폐 캔에 넣었습니다.",
        "Only this year's leaves, sealed and packed in an airtight tin.",
      ],
      [
        "직사광선을 피해 서늘한 곳에 두고 개봉 후 석 달 안에 드세요.",
        "Keep cool and out of the sun; best within three months of opening.",
      ],
    ],
    lines: lines(`
      첫물 녹차 / First Flush Green Tea / haedam 28000 / sage / botanical moss 0
      봄비 전에 손으로 딴 어린잎이라 단맛이 길게 남습니다.
      Young leaves picked by hand before the spring rain, with a long sweet finish.
      보성 언덕 세작 / Hillside Sejak Tea / haedam 24000 / moss / hills sage 0
      언덕 밭에서 자란 세작을 가마솥에 덖었습니다.
      Small leaves from a hillside garden, roasted in an iron pan.
      구운 메밀차 / Roasted Buckwheat Tea / haedam 12000 / sand / speckle brown 1
      껍질째 구운 메밀이 구수하고 카페인이 없습니다.
      Nutty whole buckwheat, naturally free of caffeine.
      연꽃 백차 / Lotus White Tea / haedam 32000 was 36000 / blush / arcs rose 0
      연꽃 향을 밤새 입힌 백차입니다.
      White tea scented overnight with lotus.
      가을 홍차 / Autumn Black Tea / haedam 22000 / brick / stripe apricot 1
      늦게 거둔 잎을 충분히 발효해 떫은맛이 적습니다.
      Late leaves, fully oxidised, with little bitterness.
      감귤 녹차 / Tangerine Green Tea / haedam 19000 / butter / dots mustard 0
      말린 감귤 껍질을 섞어 향이 산뜻합니다.
      Blended with dried tangerine peel for a bright scent.`),
  },
  {
    id: "beans",
    sku: "COF",
    category: "tea-coffee",
    scale: 1.16,
    axes: [
      axis("용량", "Weight", "200 g|200 g|200", "500 g|500 g|500|16000"),
      axis("분쇄", "Grind", "홀빈|Whole beans|W", "핸드드립|For drip|D", "에스프레소|For espresso|E"),
    ],
    about: [
      [
        "주문을 모아 매주 두 번 볶고 아로마 밸브 봉투에 담습니다.",
        "Roasted twice a week to order and packed in valve bags.",
      ],
      ["볶은 날로부터 2주 안에 드시면 향이 가장 좋습니다.", "At its best within two weeks of roasting."],
    ],
    lines: lines(`
      새벽 블렌드 / Dawn Blend / haedam 15000 / navy / sun apricot 0
      초콜릿과 구운 아몬드 향이 나는 묵직한 블렌드입니다.
      A full blend with chocolate and toasted almond.
      오후 두 시 블렌드 / Two O'Clock Blend / haedam 14500 / apricot / hills clay 0
      산미가 둥글고 뒷맛이 깨끗해 오후에 마시기 좋습니다.
      Rounded acidity and a clean finish, for the afternoon.
      산장 다크 로스트 / Mountain Lodge Dark Roast / haedam 14000 / charcoal / plain camel 0
      진하게 볶아 우유와 섞어도 맛이 또렷합니다.
      Roasted dark enough to hold its own with milk.
      복숭아꽃 싱글 오리진 / Peach Blossom Single Origin / haedam 19500 / blush / botanical rose 0
      꽃과 복숭아 향이 선명한 수세식 원두입니다.
      A washed single origin, clear with blossom and peach.
      디카페인 밤편지 / Night Letter Decaf / haedam 16500 was 18500 / lavender / dots plum 0
      늦은 밤에도 부담 없는 물 공정 디카페인입니다.
      Water-process decaf for a late evening.
      들녘 블렌드 / Open Field Blend / haedam 13900 / sage / stripe olive 0
      곡물처럼 고소하고 편안한 매일의 커피입니다.
      Grainy, mild and easy: coffee for every day.`),
  },
];
