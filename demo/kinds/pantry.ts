import { axis, type Kind, lines } from "../kind.ts";

const wrapping = axis("포장", "Wrapping", "기본|Standard|B", "선물 포장|Gift wrap|G|3000");

export const pantry: readonly Kind[] = [
  {
    id: "honey",
    sku: "HNY",
    category: "pantry",
    scale: 1.16,
    axes: [axis("용량", "Weight", "250 g|250 g|250", "500 g|500 g|500|14000"), wrapping],
    about: [
      [
        "열을 가하지 않고 체에만 걸러 꽃가루와 향이 살아 있습니다.",
        "Strained, never heated, so pollen and scent stay in.",
      ],
      [
        "굳으면 따뜻한 물에 병째 담가 녹여 드세요. 12개월 미만 아기에게는 먹이지 마세요.",
        "If it sets, stand the jar in warm water. Not for infants under twelve months.",
      ],
    ],
    lines: lines(`
      아카시아꿀 / Acacia Honey / haedam 18000 / butter / plain oak 0
      맑고 부드러워 차에 타도 본래의 향을 가리지 않습니다.
      Clear and mild; it never hides the taste of your tea.
      밤꽃꿀 / Chestnut Blossom Honey / haedam 21000 / brown / plain walnut 1
      쌉싸름한 뒷맛이 치즈와 잘 어울립니다.
      Its bitter edge is made for cheese.
      야생화꿀 / Wildflower Honey / haedam 16500 / amber / plain oak 0
      산비탈의 여러 꽃에서 모여 해마다 맛이 조금씩 다릅니다.
      Gathered from hillside flowers, a little different each year.
      피나무꿀 / Linden Honey / haedam 23000 was 26000 / apricot / plain cherry 1
      박하처럼 시원한 향이 끝에 감돕니다.
      Ends on a cool, almost minty note.
      감로꿀 / Honeydew Honey / haedam 28000 / brick / plain black 0
      나무 수액에서 얻어 색이 짙고 맛이 깊습니다.
      Dark and deep, gathered from the trees themselves.
      생강꿀절임 / Ginger in Honey / haedam 19500 / mustard / plain sage 1
      얇게 저민 햇생강을 꿀에 재워 따뜻한 물에 타기 좋습니다.
      Young ginger sliced thin and steeped in honey, for hot water.`),
  },
  {
    id: "crackers",
    sku: "CRK",
    category: "pantry",
    scale: 1.1,
    axes: [axis("구성", "Pack", "1상자|One box|1", "3상자|Three boxes|3|15000", "5상자|Five boxes|5|29000")],
    about: [
      ["국산 쌀을 쪄서 말린 뒤 기름 없이 구웠습니다.", "Korean rice, steamed, dried and baked without oil."],
      [
        "한 상자에 낱개 포장 12개가 들어 있어 눅눅해지지 않습니다.",
        "Twelve wrapped pieces a box, so they stay crisp.",
      ],
    ],
    lines: lines(`
      들깨 쌀과자 / Perilla Rice Crackers / haedam 8900 / sage / botanical moss 0
      볶은 들깨를 듬뿍 뿌려 고소한 향이 먼저 옵니다.
      Generous roasted perilla; the scent arrives first.
      검은깨 쌀과자 / Black Sesame Rice Crackers / haedam 8900 / charcoal / speckle ivory 1
      검은깨를 통째로 눌러 구워 씹을수록 고소합니다.
      Whole black sesame pressed in, nuttier with every bite.
      김부각 쌀과자 / Seaweed Rice Crackers / haedam 9800 / pine / wave celadon 1
      구운 김을 얹어 짭조름한 바다 맛이 납니다.
      Topped with toasted seaweed for a taste of the coast.
      단호박 쌀과자 / Sweet Pumpkin Rice Crackers / haedam 9200 / mustard / dots apricot 0
      단호박 가루로만 단맛을 내 아이 간식으로도 좋습니다.
      Sweetened with pumpkin alone, gentle enough for children.
      고추 쌀과자 / Chilli Rice Crackers / haedam 9200 / brick / stripe coral 0
      은은하게 매운맛이 맥주와 잘 어울립니다.
      A mild heat that goes well with beer.
      조청 쌀과자 / Rice Syrup Crackers / haedam 9900 was 11500 / oatmeal / tile camel 0
      쌀조청을 얇게 발라 윤기와 단맛을 더했습니다.
      Brushed with rice syrup for a soft shine and sweetness.`),
  },
  {
    id: "oil",
    sku: "OIL",
    category: "pantry",
    scale: 1.14,
    axes: [axis("용량", "Volume", "180 ml|180 ml|180", "320 ml|320 ml|320|12000"), wrapping],
    about: [
      [
        "낮은 온도에서 천천히 볶아 한 번만 눌러 짰습니다.",
        "Roasted slowly at a low heat and pressed only once.",
      ],
      [
        "개봉 후에는 그늘진 곳에 두고 두 달 안에 드세요.",
        "Keep in the shade and use within two months of opening.",
      ],
    ],
    lines: lines(`
      저온 참기름 / Slow Roasted Sesame Oil / haedam 19800 / camel / plain brick 0
      맑은 호박색에 깨를 갓 볶은 향이 납니다.
      Clear amber, with the scent of seeds just roasted.
      생들기름 / Raw Perilla Oil / haedam 22000 / butter / plain moss 1
      볶지 않고 짜서 풀 향이 맑습니다.
      Pressed raw, with a clean green scent.
      볶은 들기름 / Roasted Perilla Oil / haedam 20500 / amber / plain olive 0
      나물 한 접시에 한 숟갈이면 충분합니다.
      One spoonful is enough for a dish of greens.
      고추기름 / Chilli Oil / haedam 13900 / brick / plain black 1
      고춧가루와 파를 천천히 우려 국물 요리에 깊이를 더합니다.
      Chilli and scallion infused slowly, for depth in any broth.
      유자 식초 / Yuja Vinegar / haedam 15800 was 18000 / mustard / plain sage 0
      유자즙을 넣어 샐러드에 바로 뿌려도 좋습니다.
      With yuja juice; pour it straight over a salad.
      매실 원액 / Green Plum Syrup / haedam 17500 / olive / plain celadon 1
      청매실을 백 일 동안 숙성해 물이나 탄산수에 타 마십니다.
      Green plums aged a hundred days, for still or sparkling water.`),
  },
  {
    id: "preserve",
    sku: "PRS",
    category: "pantry",
    scale: 1.16,
    axes: [axis("용량", "Weight", "300 g|300 g|300", "600 g|600 g|600|11000"), wrapping],
    about: [
      [
        "제철 과일과 유기농 설탕만 켜켜이 재워 숙성했습니다.",
        "Layered with organic sugar in season and left to mature; nothing else.",
      ],
      [
        "물기 없는 숟가락으로 덜고 개봉 후에는 냉장 보관하세요.",
        "Use a dry spoon and refrigerate after opening.",
      ],
    ],
    lines: lines(`
      유자청 / Yuja Preserve / haedam 14500 / mustard / dots sage 0
      남쪽 바닷가에서 딴 유자를 껍질째 얇게 썰었습니다.
      Yuja from the south coast, sliced thin with its peel.
      레몬청 / Lemon Preserve / haedam 13500 / butter / gingham mustard 1
      씨를 하나하나 빼서 쓴맛이 없습니다.
      Every seed removed by hand, so nothing is bitter.
      자몽청 / Grapefruit Preserve / haedam 15500 / coral / dots rose 0
      속껍질까지 벗긴 과육이 통통하게 씹힙니다.
      Plump segments, peeled to the flesh.
      청귤청 / Green Tangerine Preserve / haedam 14800 was 16800 / olive / gingham moss 1
      여름 한 철만 나는 청귤의 새콤함을 담았습니다.
      The sharpness of green tangerines, in season for a few weeks only.
      대추생강청 / Jujube and Ginger Preserve / haedam 16500 / brick / stripe brick 0
      뜨거운 물에 타면 몸이 천천히 데워집니다.
      Stirred into hot water, it warms you slowly.
      라임민트청 / Lime and Mint Preserve / haedam 15000 / celadon / dots pine 1
      탄산수에 섞으면 여름 저녁이 가벼워집니다.
      With sparkling water it lightens a summer evening.`),
  },
];
