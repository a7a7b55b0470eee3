import { axis, colour, type Kind, lines } from "../kind.ts";

const wood = ["수종", "Wood"] as const;

export const kitchen: readonly Kind[] = [
  {
    id: "kettle",
    sku: "KTL",
    category: "kitchen",
    scale: 1.15,
    colourOption: colour,
    axes: [axis("용량", "Volume", "0.8 L|0.8 L|08", "1.2 L|1.2 L|12|9000")],
    about: [
      [
        "스테인리스 304로 만들었고 인덕션과 가스레인지에 모두 쓸 수 있습니다.",
        "304 stainless steel, for induction and gas.",
      ],
      [
        "가는 물줄기를 내는 주둥이라 드립 커피와 차에 잘 맞습니다.",
        "The narrow spout pours a fine stream for drip coffee and tea.",
      ],
    ],
    lines: lines(`
      백로 주전자 / Egret Kettle / maruso 59000 / ivory sage black / plain walnut 0
      목을 길게 뺀 백로에서 곡선을 가져왔습니다.
      Its neck is borrowed from a wading egret.
      아랫목 주전자 / Warm Floor Kettle / ongyeol 52000 was 62000 / clay mustard / plain black 1
      넓은 바닥이 열을 고르게 받아 물이 빨리 끓습니다.
      A broad base takes the heat evenly and boils fast.
      은빛 주전자 / Silver Kettle / maruso 64000 / silver brass / plain black 2
      닦을수록 깊어지는 광택을 오래 즐길 수 있습니다.
      A shine that deepens each time you polish it.
      들꽃 법랑 주전자 / Wildflower Enamel Kettle / pulmunui 56000 / white butter / botanical moss 0
      두 번 입힌 법랑 위에 들꽃 잎을 둘렀습니다.
      Leaves circle two coats of glossy enamel.
      소나기 주전자 / Shower Kettle / ongyeol 54000 / denim sky / dots ivory 1
      소나기 방울을 점무늬로 옮긴 경쾌한 주전자입니다.
      A cheerful kettle dotted like a sudden shower.
      밤바다 주전자 / Night Sea Kettle / maruso 61000 / navy pine / plain brass 2
      무광 도장에 황동 손잡이를 짝지었습니다.
      Matte paint paired with a brass-toned handle.`),
  },
  {
    id: "tray",
    sku: "TRY",
    category: "kitchen",
    scale: 1.08,
    colourOption: wood,
    axes: [axis("사이즈", "Size", "소|Small|S", "중|Medium|M|7000", "대|Large|L|15000")],
    about: [
      ["원목을 통으로 깎고 식물성 오일로 마감했습니다.", "Cut from solid wood and finished with plant oil."],
      [
        "물에 담가 두지 말고 젖은 행주로 닦은 뒤 그늘에서 말려 주세요.",
        "Wipe with a damp cloth and dry in the shade; do not soak.",
      ],
    ],
    lines: lines(`
      달밤 원형 쟁반 / Moonlit Round Tray / ieum 38000 / walnut oak / plain ivory 0
      테두리를 얇게 남겨 손가락이 자연스럽게 걸립니다.
      A thin rim that fingers find by themselves.
      징검다리 쟁반 / Stepping Stone Tray / ieum 34000 / oak cherry / plain celadon 1
      둥글게 깎은 모서리가 식탁 위에서 조용합니다.
      Rounded ends keep it quiet on the table.
      사랑방 쟁반 / Guest Room Tray / ieum 42000 / cherry walnut / plain white 2
      손님상에 다과를 올리기 좋은 반듯한 쟁반입니다.
      A neat tray for tea and sweets when guests come.
      타일 찻쟁반 / Tiled Tea Tray / maruso 36000 was 43000 / oak walnut / tile teal 2
      바닥에 타일 무늬를 넣어 찻잔이 돋보입니다.
      A tile pattern sets off the cups.
      물결 찻쟁반 / Ripple Tea Tray / mulgyeol 39000 / walnut cherry / wave oak 0
      바닥의 잔물결이 찻잔이 미끄러지지 않게 잡아 줍니다.
      Fine ripples in the base stop cups from sliding.
      소반 쟁반 / Low Table Tray / ieum 45000 / oak walnut / plain brick 1
      작은 소반처럼 무릎 위에 올려 쓸 수 있습니다.
      Rests on the knees like a little table.`),
  },
  {
    id: "board",
    sku: "BRD",
    category: "kitchen",
    scale: 1.05,
    colourOption: wood,
    axes: [axis("사이즈", "Size", "M|M|M", "L|L|L|9000")],
    about: [
      [
        "결이 촘촘한 원목이라 칼날이 덜 상하고 물기가 금방 마릅니다.",
        "Close-grained solid wood is kind to knives and dries quickly.",
      ],
      [
        "한 달에 한 번 도마 오일을 발라 주면 오래 쓸 수 있습니다.",
        "Oil once a month and it will last for years.",
      ],
    ],
    lines: lines(`
      손잡이 도마 / Handled Board / ieum 39000 / oak walnut / plain ivory 0
      걸어 두면 그대로 주방의 그림이 됩니다.
      Hang it up and it becomes part of the kitchen.
      물방울 도마 / Teardrop Board / ieum 42000 / walnut cherry / plain ivory 1
      둥근 어깨가 빵과 치즈를 담기에 좋습니다.
      Round shoulders, made for bread and cheese.
      반듯 도마 / Straight Board / maruso 32000 was 38000 / cherry oak / plain ivory 2
      네 모서리를 둥글려 세워 두어도 안정감이 있습니다.
      Softened corners, steady when stood on edge.
      반유 빵 도마 / Dipped Bread Board / maruso 35000 / oak cherry / dip white 0
      아래쪽을 천연 도료에 담가 두 가지 면을 만들었습니다.
      Dipped in natural paint for a two-tone face.
      밤색 치즈 도마 / Chestnut Cheese Board / ieum 29000 / cherry walnut / plain ivory 1
      작은 모임의 안주상을 한 장으로 차릴 수 있습니다.
      One board sets the table for a small gathering.
      산등성이 도마 / Ridge Line Board / mulgyeol 44000 / oak walnut / hills sage 2
      산등성이를 새겨 상차림에 풍경을 더했습니다.
      A ridge line burned into the wood brings the hills to the table.`),
  },
  {
    id: "apron",
    sku: "APN",
    category: "kitchen",
    scale: 1.06,
    laid: true,
    colourOption: colour,
    axes: [axis("기장", "Length", "기본|Regular|R", "롱|Long|L|4000")],
    about: [
      [
        "워싱한 린넨과 면 혼방으로 처음부터 부드럽고 금방 마릅니다.",
        "Washed linen and cotton: soft from the first day and quick to dry.",
      ],
      ["찬물에 단독 세탁하고 약하게 다려 주세요.", "Wash cold and separately; iron gently."],
    ],
    lines: lines(`
      부뚜막 앞치마 / Hearth Apron / ongyeol 34000 / clay oatmeal navy / plain ivory 0
      넓은 앞주머니에 행주와 타이머가 함께 들어갑니다.
      The wide pocket holds a cloth and a timer together.
      텃밭 체크 앞치마 / Garden Check Apron / pulmunui 36000 / butter sage / gingham moss 0
      텃밭에서 바로 나온 듯한 체크 앞치마입니다.
      A gingham apron that looks as if it came in from the garden.
      줄무늬 앞치마 / Striped Baker Apron / dure 32000 was 38000 / ivory denim / pinstripe navy 1
      빵집 작업복에서 본뜬 줄무늬에 주머니 두 개를 달았습니다.
      Baker's stripes with two deep pockets.
      쪽빛 앞치마 / Indigo Apron / ongyeol 39000 / navy charcoal / plain sand 1
      쪽빛으로 물들여 빨수록 색이 자연스럽게 옅어집니다.
      Indigo-toned cloth that fades gracefully with washing.
      오후 네 시 앞치마 / Four O'Clock Apron / goyo 35000 / blush sage / dots white 0
      간식 굽는 시간에 어울리는 잔잔한 점무늬입니다.
      Small dots for the hour when something sweet is in the oven.
      공방 앞치마 / Workshop Apron / ieum 43000 / olive brown / plain camel 1
      도톰한 원단과 튼튼한 끈으로 공방 일도 거뜬합니다.
      Heavy cloth and strong ties, ready for the workshop.`),
  },
];
