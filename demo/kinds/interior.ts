import { axis, colour, type Kind, lines } from "../kind.ts";

export const interior: readonly Kind[] = [
  {
    id: "vase",
    sku: "VAS",
    category: "interior",
    scale: 1.0,
    colourOption: colour,
    axes: [axis("높이", "Height", "18 cm|18 cm|S", "26 cm|26 cm|L|12000")],
    about: [
      [
        "물레로 빚은 도자 화병으로 안쪽까지 유약을 입혀 생화에도 쓸 수 있습니다.",
        "Thrown on the wheel and glazed inside, for fresh or dried stems.",
      ],
      ["사진 속 가지와 꽃은 포함되지 않습니다.", "Stems in the picture are not included."],
    ],
    lines: lines(`
      봉오리 화병 / Bud Vase / sohwa 34000 / ivory clay / plain sand 0
      한 송이만 꽂아도 자세가 흐트러지지 않습니다.
      Holds a single stem upright and at ease.
      달항아리 화병 / Moon Jar Vase / sohwa 49000 / white celadon / plain ash 2
      이지러진 듯 둥근 달항아리의 선을 작게 옮겼습니다.
      The not-quite-round line of a moon jar, made small.
      바위섬 화병 / Rock Island Vase / mulgyeol 42000 / charcoal oatmeal / speckle ivory 1
      거친 표면이 바닷가 바위를 닮았습니다.
      A rough surface, like rock by the sea.
      지평선 화병 / Horizon Vase / mulgyeol 39000 was 46000 / sky sand / dip navy 3
      유약이 만나는 선이 먼바다의 지평선 같습니다.
      Two glazes meet like a far horizon.
      담쟁이 화병 / Ivy Vase / pulmunui 41000 / butter white / botanical pine 0
      담쟁이 줄기가 몸체를 타고 오릅니다.
      Ivy climbs the side of the vase.
      낮은 파도 화병 / Low Wave Vase / mulgyeol 38000 / teal blush / wave ivory 2
      손으로 누른 물결이 빛을 받아 흔들립니다.
      Hand-pressed ripples shift in the light.`),
  },
  {
    id: "frame",
    sku: "FRM",
    category: "interior",
    scale: 1,
    colourOption: ["프레임", "Frame"],
    axes: [axis("사이즈", "Size", "A5|A5|A5", "A4|A4|A4|8000", "A3|A3|A3|19000")],
    about: [
      [
        "원목 프레임에 저반사 아크릴을 끼워 그림이 또렷합니다.",
        "Solid wood with low-glare acrylic, so the print stays clear.",
      ],
      [
        "아트 프린트가 함께 들어 있으며 벽걸이 고리가 달려 있습니다.",
        "Comes with the art print and a hook for the wall.",
      ],
    ],
    lines: lines(`
      능선 액자 / Ridgeline Frame / ieum 32000 / oak walnut / hills sage 0
      겹겹이 멀어지는 능선을 담은 판화풍 그림입니다.
      Ridges receding one behind another, in a printmaker's manner.
      해돋이 액자 / Sunrise Frame / maruso 34000 / walnut black / sun coral 0
      수평선 위로 막 떠오른 해 하나만 그렸습니다.
      One sun, just clear of the horizon.
      식물 표본 액자 / Herbarium Frame / pulmunui 36000 / oak white / botanical pine 0
      식물 표본첩에서 꺼낸 듯한 한 장입니다.
      A page that could come from a herbarium.
      타일 골목 액자 / Tiled Alley Frame / maruso 35000 was 41000 / black oak / tile teal 1
      골목 바닥의 타일을 기하 무늬로 정리했습니다.
      The paving of an alley, tidied into geometry.
      파도결 액자 / Wave Grain Frame / mulgyeol 33000 / white walnut / wave denim 1
      먹선으로 그은 파도가 방을 서늘하게 합니다.
      Waves in a few strokes, cooling the room.
      황혼 언덕 액자 / Dusk Hills Frame / ieum 37000 / cherry oak / hills clay 1
      해가 넘어간 언덕의 붉은 층을 담았습니다.
      The red layers of hills after sundown.`),
  },
  {
    id: "pot",
    sku: "POT",
    category: "interior",
    scale: 1.06,
    colourOption: colour,
    axes: [axis("사이즈", "Size", "12 cm|12 cm|S", "16 cm|16 cm|M|8000", "20 cm|20 cm|L|17000")],
    about: [
      ["바닥에 배수 구멍이 있고 물받침이 함께 들어 있습니다.", "With a drainage hole and a saucer to match."],
      [
        "식물은 포함되지 않으니 좋아하는 것으로 심어 주세요.",
        "The plant is yours to choose; it is not included.",
      ],
    ],
    lines: lines(`
      볕자리 토분 / Sunny Spot Pot / byeot 18000 / clay oatmeal / plain sand 0
      숨 쉬는 토분이라 과습에 예민한 식물에 좋습니다.
      Breathing terracotta, for plants that dislike wet feet.
      고사리 화분 / Fern Pot / pulmunui 22000 / ivory sage / botanical moss 1
      잎이 가는 식물을 심으면 그림과 하나가 됩니다.
      Plant something feathery and it joins the drawing.
      사막 화분 / Desert Pot / maruso 19500 / sand mustard / stripe clay 2
      선인장이 잘 어울리는 낮은 무늬입니다.
      Bands of colour that suit a cactus.
      테라스 화분 / Terrace Pot / maruso 24000 was 28000 / white ash / terrazzo teal 3
      흰 바탕의 테라조 무늬가 테라스를 밝힙니다.
      White terrazzo to brighten a terrace.
      소나기 화분 / Rain Shower Pot / mulgyeol 21000 / denim navy / dip ivory 4
      비 맞은 듯 흘러내린 유약이 저마다 다릅니다.
      Glaze runs down like rain, differently on each.
      그림자 화분 / Shade Pot / byeot 20000 / charcoal moss / plain brass 5
      짙은 무광이라 잎의 초록이 더 선명합니다.
      A dark matte finish that makes green greener.`),
  },
  {
    id: "clock",
    sku: "CLK",
    category: "interior",
    scale: 1.12,
    laid: true,
    colourOption: colour,
    axes: [axis("지름", "Diameter", "24 cm|24 cm|S", "30 cm|30 cm|L|9000")],
    about: [
      ["소리 없이 흐르는 무소음 무브먼트를 사용했습니다.", "A silent sweep movement; no ticking at night."],
      ["AA 건전지 하나로 약 1년 동안 움직입니다.", "Runs about a year on a single AA cell."],
    ],
    lines: lines(`
      고요 벽시계 / Stillness Wall Clock / goyo 42000 / oak walnut / plain clay 0
      숫자를 덜어 내고 눈금만 남겼습니다.
      No numerals, only marks.
      네모 벽시계 / Rounded Square Clock / maruso 45000 / sage white / plain mustard 1
      모서리를 둥글린 네모라 주방에 잘 어울립니다.
      A softened square, at home in the kitchen.
      점시계 / Dot Clock / byeot 39000 was 46000 / mustard navy / plain brick 2
      점 열두 개가 시간을 알려 줍니다.
      Twelve dots tell the time.
      아침놀 벽시계 / Daybreak Wall Clock / maruso 41000 / coral blush / plain navy 0
      아침놀 색 테두리로 현관을 밝혔습니다.
      A rim the colour of daybreak, for the hallway.
      심야 벽시계 / Midnight Wall Clock / goyo 44000 / charcoal pine / plain brass 1
      짙은 테두리와 황동빛 초침이 차분합니다.
      A dark case and a brass second hand.
      호두나무 점시계 / Walnut Dot Clock / ieum 52000 / walnut cherry / plain sage 2
      호두나무 결이 그대로 드러나는 테두리입니다.
      The grain of the walnut frames the face.`),
  },
];
