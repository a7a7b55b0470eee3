import { axis, colour, type Kind, lines } from "../kind.ts";

const sizes = axis("사이즈", "Size", "S|S|S", "M|M|M", "L|L|L", "XL|XL|XL");

export const clothing: readonly Kind[] = [
  {
    id: "tee",
    sku: "TEE",
    category: "clothing",
    scale: 1.1,
    laid: true,
    colourOption: colour,
    axes: [sizes],
    about: [
      [
        "20수 코마사 면을 도톰하게 짜서 비침이 적고 목둘레가 늘어나지 않습니다.",
        "Dense 20s combed cotton: not sheer, and the neck keeps its shape.",
      ],
      ["찬물에 뒤집어 세탁하고 그늘에서 말려 주세요.", "Wash cold, inside out; dry in the shade."],
    ],
    lines: lines(`
      매일 라운드 티셔츠 / Everyday Crew Tee / dure 24900 / white navy sage / plain ash 0
      어깨선을 살짝 내려 누구에게나 편안합니다.
      A slightly dropped shoulder that suits everybody.
      뱃사람 티셔츠 / Sailor Stripe Tee / dure 29900 / ivory sky / stripe navy 0
      줄 간격을 눈으로 맞춰 가며 짠 줄무늬입니다.
      Stripes spaced by eye, the old way.
      능선 그림 티셔츠 / Ridge Print Tee / sandeul 32000 / oatmeal butter / hills pine 0
      가슴에 산 하나를 담았습니다.
      Carries a mountain on the chest.
      풀잎 그림 티셔츠 / Leaf Print Tee / pulmunui 31000 was 36000 / white mint / botanical moss 0
      물에 풀린 잉크로 잎을 찍었습니다.
      Leaves printed in water-based ink.
      해맞이 티셔츠 / Sunrise Tee / goyo 29000 / apricot lavender / sun brick 0
      동쪽 창에 걸린 해를 그렸습니다.
      The sun as it hangs in an east window.
      점박이 티셔츠 / Speckled Tee / dure 27900 / ash blush / speckle charcoal 0
      실에 점을 섞어 염색 없이 무늬를 냈습니다.
      The flecks are in the yarn, not in the dye.`),
  },
  {
    id: "hoodie",
    sku: "HOD",
    category: "clothing",
    scale: 1.06,
    laid: true,
    colourOption: colour,
    axes: [sizes],
    about: [
      [
        "안쪽을 가볍게 기모 처리한 면 쭈리라 간절기에 입기 좋습니다.",
        "Lightly brushed cotton terry for the seasons in between.",
      ],
      ["끈과 지퍼를 정리해 세탁망에 넣어 주세요.", "Tuck in the cord and wash in a bag."],
    ],
    lines: lines(`
      마실 후드 / Stroll Hoodie / dure 59000 / sage charcoal / plain ivory 0
      동네 한 바퀴에 꼭 맞는 두께입니다.
      Just the right weight for a turn around the block.
      밤산책 후드 / Night Walk Hoodie / dure 62000 / navy plum / plain butter 0
      깊은 모자가 밤바람을 막아 줍니다.
      A deep hood against the night air.
      모닥불 후드 / Campfire Hoodie / sandeul 66000 was 78000 / brick mustard / check charcoal 0
      모닥불 곁에서 입기 좋은 체크 후드입니다.
      A checked hoodie for beside the fire.
      보리빛 후드 / Barley Hoodie / dure 57000 / sand oatmeal / plain brown 0
      염색을 줄여 보리 같은 색을 냈습니다.
      Barely dyed, for the colour of barley.
      파도 후드 / Breaker Hoodie / mulgyeol 64000 / denim sky / stripe white 0
      가슴을 가로지르는 줄이 시원합니다.
      Broad stripes roll across the chest.
      솔숲 후드 / Pinewood Hoodie / sandeul 61000 / pine moss / plain camel 0
      숲길에서 눈에 편한 깊은 초록입니다.
      A deep green that rests the eyes.`),
  },
  {
    id: "shirt",
    sku: "SHT",
    category: "clothing",
    scale: 1.08,
    laid: true,
    colourOption: colour,
    axes: [sizes],
    about: [
      [
        "유럽산 린넨을 한 번 워싱해 까슬거리지 않고 바람이 잘 통합니다.",
        "Washed European linen: airy, without the scratch.",
      ],
      [
        "찬물에 손세탁하고 덜 마른 상태에서 다리면 주름이 잘 펴집니다.",
        "Hand wash cold and iron while still damp.",
      ],
    ],
    lines: lines(`
      한낮 린넨 셔츠 / High Noon Linen Shirt / dure 69000 / white sky / plain ash 0
      한낮에도 땀이 머물지 않는 얇은 린넨입니다.
      Linen thin enough for the hottest hour.
      돛단배 셔츠 / Sailboat Shirt / dure 72000 / sky ivory / pinstripe denim 0
      돛처럼 바람을 받는 가는 줄무늬 셔츠입니다.
      A fine stripe that fills with wind like a sail.
      과수원 셔츠 / Orchard Shirt / pulmunui 74000 was 88000 / butter sage / gingham olive 0
      과수원 일꾼의 체크를 조금 더 곱게 짰습니다.
      An orchard hand's check, woven a little finer.
      흙물 셔츠 / Clay Dyed Shirt / ongyeol 79000 / clay sand / plain ivory 0
      황토로 물들여 빛에 따라 색이 달라집니다.
      Dyed with clay; the colour changes with the light.
      서재 셔츠 / Study Shirt / dure 71000 / oatmeal charcoal / check denim 0
      가디건 안에 받쳐 입기 좋은 잔잔한 체크입니다.
      A quiet check to wear under a cardigan.
      밤바람 셔츠 / Night Breeze Shirt / dure 73000 / navy pine / plain white 0
      짙은 색 린넨이라 저녁 약속에도 어울립니다.
      Dark linen, dressed enough for dinner.`),
  },
  {
    id: "cardigan",
    sku: "CDG",
    category: "clothing",
    scale: 1.08,
    laid: true,
    colourOption: colour,
    axes: [axis("사이즈", "Size", "S|S|S", "M|M|M", "L|L|L")],
    about: [
      ["램스울과 면을 섞어 목에 닿아도 따갑지 않습니다.", "Lambswool with cotton, gentle at the neck."],
      ["울 세제로 손세탁하고 널지 말고 뉘어서 말려 주세요.", "Hand wash with wool soap and dry flat."],
    ],
    lines: lines(`
      아랫목 가디건 / Fireside Cardigan / ongyeol 89000 / oatmeal brick / plain brown 0
      꽈배기 두 줄이 단정하게 내려옵니다.
      Two cables run straight down the front.
      서리 가디건 / First Frost Cardigan / ongyeol 92000 / ash lavender / plain charcoal 0
      첫서리 내린 아침에 꺼내 입기 좋습니다.
      For the first morning of frost.
      단풍 가디건 / Maple Cardigan / dure 86000 was 99000 / mustard clay / plain brick 1
      단풍 든 길을 걷고 싶어지는 색입니다.
      A colour to walk among maples in.
      이끼 가디건 / Moss Stitch Cardigan / ongyeol 88000 / moss sage / plain camel 1
      멍석뜨기로 짜서 표면이 이끼처럼 도톰합니다.
      Moss stitch, as springy as the real thing.
      우체부 가디건 / Letter Carrier Cardigan / dure 84000 / navy ivory / stripe ivory 1
      줄무늬 몸판에 나무 단추를 달았습니다.
      A striped body closed with wooden buttons.
      솜사탕 가디건 / Candyfloss Cardigan / goyo 87000 / blush butter / plain rose 0
      부드럽게 긁어 올린 털이 솜사탕 같습니다.
      Brushed up as soft as candyfloss.`),
  },
];
