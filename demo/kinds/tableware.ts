import { axis, colour, type Kind, lines } from "../kind.ts";

const plateSizes = axis("지름", "Diameter", "16 cm|16 cm|16", "21 cm|21 cm|21|6000", "26 cm|26 cm|26|13000");
const bowlSizes = axis(
  "사이즈",
  "Size",
  "밥그릇|Rice bowl|R",
  "국그릇|Soup bowl|S|3000",
  "면기|Noodle bowl|N|8000",
);

export const tableware: readonly Kind[] = [
  {
    id: "mug",
    sku: "CUP",
    category: "tableware",
    scale: 1.3,
    colourOption: colour,
    axes: [axis("용량", "Volume", "280 ml|280 ml|M", "400 ml|400 ml|L|3000")],
    about: [
      [
        "1,250도에서 구운 석기질 도자로 두께가 도톰해 음료가 천천히 식습니다.",
        "Stoneware fired at 1,250 °C, with walls thick enough to keep a drink warm.",
      ],
      ["식기세척기와 전자레인지에 사용할 수 있습니다.", "Safe in the dishwasher and the microwave."],
    ],
    lines: lines(`
      아침결 머그 / Morning Grain Mug / sohwa 18900 / ivory sage navy / stripe denim 0
      밝은 바탕에 가는 붓으로 한 줄씩 결을 그려 넣었습니다.
      Each line is brushed by hand onto a pale ground, one turn of the wheel at a time.
      자갈길 머그 / Pebble Path Mug / mulgyeol 21000 / oatmeal celadon / speckle brown 1
      흙 속 철분이 가마에서 점으로 피어나 같은 무늬가 하나도 없습니다.
      Iron in the clay blooms into freckles in the kiln, so no two are alike.
      반유 머그 / Half Dip Mug / sohwa 22900 was 26900 / clay ivory denim / dip ivory 2
      유약에 절반만 담가 흙의 질감과 매끈한 면을 함께 느낄 수 있습니다.
      Dipped halfway into glaze, so the hand meets raw clay and gloss at once.
      풀숲 머그 / Thicket Mug / pulmunui 23500 / white butter / botanical moss 0
      여름 풀숲의 잎을 스케치해 전사한 식물 시리즈입니다.
      Leaves sketched in a summer thicket circle the cup.
      테라조 조각 머그 / Terrazzo Chip Mug / maruso 19900 / sky blush ivory / terrazzo brick 1
      돌 조각을 흩뿌린 듯한 무늬가 책상 위를 환하게 만듭니다.
      Scattered chips of colour brighten a desk on a grey afternoon.
      민무늬 데일리 머그 / Everyday Plain Mug / maruso 12900 / mustard pine navy white / plain ivory 0
      장식을 덜어 내고 손에 잡히는 각도만 오래 다듬었습니다.
      No decoration; all the work went into the angle of the handle.
      물방울 머그 / Raindrop Mug / goyo 15900 / denim blush / dots ivory 2
      고르게 찍은 점무늬가 비 갠 오후처럼 산뜻합니다.
      Evenly stamped dots, as fresh as the hour after rain.`),
  },
  {
    id: "plate",
    sku: "PLT",
    category: "tableware",
    scale: 1.12,
    colourOption: colour,
    axes: [plateSizes],
    about: [
      [
        "가장자리를 살짝 세워 국물 있는 반찬도 흐르지 않습니다.",
        "The raised rim keeps sauces where they belong.",
      ],
      ["포개어 보관할 수 있고 식기세척기에 넣어도 됩니다.", "Stacks neatly and goes in the dishwasher."],
    ],
    lines: lines(`
      달무리 접시 / Moon Halo Plate / sohwa 16000 / ivory celadon / plain sand 1
      가운데로 갈수록 옅어지는 유약이 달무리처럼 번집니다.
      The glaze thins towards the centre like a halo around the moon.
      들풀 접시 / Meadow Plate / pulmunui 19500 / white butter / botanical sage 0
      들에서 본 풀잎을 접시 둘레에 둘렀습니다.
      Wild grasses run around the plate.
      흙점 접시 / Earth Speckle Plate / mulgyeol 17500 / oatmeal clay / speckle brown 2
      흙의 점이 그대로 비치는 무광 유약을 입혔습니다.
      A matte glaze lets the specks of the clay show through.
      고운 타일 접시 / Fine Tile Plate / maruso 18000 was 21000 / ivory sky / tile teal 0
      오래된 다방 바닥의 타일 무늬를 옮겨 왔습니다.
      The pattern comes from the tiled floor of an old tearoom.
      물결 접시 / Ripple Plate / mulgyeol 18500 / sky ivory / wave denim 1
      잔잔한 물결을 손으로 눌러 새겼습니다.
      Gentle ripples are pressed in by hand.
      점심 접시 / Midday Plate / goyo 13900 / mustard blush sage / dots ivory 2
      혼자 먹는 점심도 제대로 차리고 싶은 날을 위한 한 장입니다.
      One good plate for the days when lunch alone should still be lunch.`),
  },
  {
    id: "bowl",
    sku: "BWL",
    category: "tableware",
    scale: 1.2,
    colourOption: colour,
    axes: [bowlSizes],
    about: [
      [
        "굽을 높여 뜨거운 국을 담아도 손에 열이 바로 닿지 않습니다.",
        "A tall foot keeps hot soup away from your fingers.",
      ],
      [
        "유약 표면에 금속 자국이 남으면 베이킹소다로 문질러 주세요.",
        "Rub off metal marks with a little baking soda.",
      ],
    ],
    lines: lines(`
      두레 대접 / Gathering Bowl / sohwa 15000 / celadon ivory / plain ivory 0
      여럿이 둘러앉는 밥상에 어울리도록 품을 넉넉하게 잡았습니다.
      Generously wide, for a table that seats everyone.
      새벽안개 볼 / Dawn Mist Bowl / mulgyeol 17900 / ash sky / dip white 1
      두 가지 유약이 만나는 자리가 안개처럼 흐려집니다.
      Two glazes meet in a line as soft as fog.
      보리밭 볼 / Barley Field Bowl / pulmunui 18900 / butter oatmeal / botanical olive 0
      바람에 눕는 보리를 붓으로 그렸습니다.
      Barley leaning in the wind, painted with a brush.
      결무늬 볼 / Combed Bowl / sohwa 16500 was 19800 / clay sand / stripe ivory 2
      빗으로 긁어낸 결이 손끝에 부드럽게 걸립니다.
      Combed grooves catch gently at the fingertips.
      청해파 볼 / Blue Wave Bowl / maruso 17000 / white sky / arcs navy 0
      겹겹이 밀려오는 파도 무늬로 면 요리가 시원해 보입니다.
      Overlapping waves make cold noodles look even cooler.
      콩알 볼 / Soybean Bowl / goyo 13500 / oatmeal sage charcoal / speckle walnut 1
      콩알 같은 점이 박힌 담백한 그릇입니다.
      A plain, honest bowl flecked like a handful of beans.`),
  },
  {
    id: "glass",
    sku: "GLS",
    category: "tableware",
    scale: 1.3,
    colourOption: colour,
    axes: [
      axis("구성", "Set", "1개|Single|1", "2개 세트|Set of two|2|11000", "4개 세트|Set of four|4|32000"),
    ],
    about: [
      [
        "입으로 불어 만든 소다 유리로 작은 기포가 있을 수 있습니다.",
        "Mouth-blown soda glass; a tiny bubble here and there is part of it.",
      ],
      [
        "급격한 온도 변화에 약하니 뜨거운 물은 피해 주세요.",
        "Keep away from boiling water and sudden changes of temperature.",
      ],
    ],
    lines: lines(`
      여름비 유리잔 / Summer Rain Glass / byeot 14000 / sky mint / pinstripe sky 0
      세로로 흐르는 골이 빗줄기처럼 빛을 나눕니다.
      Vertical ribs split the light like falling rain.
      살구빛 유리잔 / Apricot Glass / byeot 13500 / blush apricot / plain apricot 1
      해 질 녘 하늘빛을 옅게 물들였습니다.
      Tinted with the last colour of the evening sky.
      낮은 물잔 / Low Water Glass / goyo 9900 / ash mint / plain sky 1
      낮고 넓어 쉽게 넘어지지 않습니다.
      Low, wide and hard to knock over.
      올리브 하이볼 잔 / Olive Highball Glass / maruso 15500 was 18000 / sage amber / pinstripe butter 0
      얼음을 가득 채워도 여유 있는 높은 잔입니다.
      Tall enough for plenty of ice.
      물결 잔 / Ripple Glass / mulgyeol 16000 / teal lavender / wave white 2
      허리가 잘록해 젖은 손으로도 잡기 편합니다.
      The narrow waist is easy to hold with wet hands.
      점점 유리잔 / Dotted Glass / byeot 14500 / white rose / dots coral 1
      작은 점이 음료 위로 떠오르는 것처럼 보입니다.
      Little dots seem to rise through the drink.`),
  },
];
