import { axis, colour, type Kind, lines } from "../kind.ts";

export const outdoorPlay: readonly Kind[] = [
  {
    id: "yogamat",
    sku: "YGM",
    category: "outdoor-play",
    scale: 1.06,
    colourOption: colour,
    axes: [axis("두께", "Thickness", "4 mm|4 mm|4", "6 mm|6 mm|6|8000")],
    about: [
      [
        "천연 고무 바닥이라 땀이 나도 밀리지 않습니다. 크기는 183×66 cm입니다.",
        "Natural rubber grips even when damp. 183 × 66 cm.",
      ],
      ["쓰고 나면 젖은 수건으로 닦아 그늘에 널어 주세요.", "Wipe after use and hang in the shade."],
    ],
    lines: lines(`
      숨결 요가 매트 / Breath Yoga Mat / sandeul 58000 / sage lavender / plain ivory 0
      표면을 미세하게 갈아 손바닥이 편안합니다.
      A finely sanded surface, kind to the palms.
      새벽 요가 매트 / Daybreak Yoga Mat / sandeul 62000 / denim blush / stripe sky 0
      정렬을 돕는 선이 은은하게 들어 있습니다.
      Faint lines help with alignment.
      이끼 요가 매트 / Moss Yoga Mat / sandeul 59000 / moss pine / plain camel 0
      이끼 위에 앉은 듯 차분한 초록입니다.
      As calm as sitting on moss.
      물결 요가 매트 / Ripple Yoga Mat / mulgyeol 64000 was 75000 / teal sky / wave mint 0
      물결을 따라 손과 발의 자리를 잡습니다.
      Ripples that show where hands and feet go.
      흙빛 요가 매트 / Terra Yoga Mat / ongyeol 57000 / clay plum / plain butter 0
      맨발로 땅을 딛는 기분을 담았습니다.
      The feeling of bare feet on the ground.
      달빛 요가 매트 / Moonlight Yoga Mat / sandeul 60000 / charcoal navy / dots ash 0
      밤 요가에 어울리는 짙은 색입니다.
      A dark mat for evening practice.`),
  },
  {
    id: "bottle",
    sku: "BTL",
    category: "outdoor-play",
    scale: 1.16,
    colourOption: colour,
    axes: [axis("용량", "Volume", "500 ml|500 ml|500", "750 ml|750 ml|750|6000")],
    about: [
      [
        "이중 진공 스테인리스로 보온 8시간, 보냉 16시간을 지킵니다.",
        "Double-walled steel keeps hot for eight hours, cold for sixteen.",
      ],
      ["뚜껑을 분리해 중성세제로 씻어 주세요.", "Take the lid apart and wash with mild soap."],
    ],
    lines: lines(`
      약수터 물병 / Mountain Spring Bottle / sandeul 34000 / sage navy clay / plain ivory 0
      고리 하나로 배낭에도 손가락에도 걸립니다.
      One loop, for a pack or a finger.
      능선 물병 / Ridge Bottle / sandeul 36000 / sky sand / hills pine 1
      오르고 싶은 능선을 둘러 그렸습니다.
      Wrapped in a ridge worth climbing.
      점심시간 물병 / Lunch Break Bottle / goyo 29000 / butter blush / dots coral 0
      가방 옆주머니에 쏙 들어가는 굵기입니다.
      Slim enough for a side pocket.
      모래밭 물병 / Sandbank Bottle / mulgyeol 33000 was 38000 / oatmeal clay / speckle brown 1
      거친 분체 도장이라 손에서 미끄러지지 않습니다.
      A grainy powder coat that does not slip.
      담쟁이 물병 / Ivy Bottle / pulmunui 35000 / white mint / botanical moss 1
      담쟁이 잎이 병을 타고 오릅니다.
      Ivy climbs the side.
      밤길 물병 / Night Road Bottle / sandeul 32000 / black plum / plain mustard 0
      어두운 몸통에 뚜껑 색으로 표정을 주었습니다.
      A dark body, with a lid for character.`),
  },
  {
    id: "tumbler",
    sku: "TMB",
    category: "outdoor-play",
    scale: 1.18,
    colourOption: colour,
    axes: [axis("용량", "Volume", "355 ml|355 ml|S", "473 ml|473 ml|L|4000")],
    about: [
      [
        "안쪽을 세라믹으로 코팅해 커피 맛에 쇠 냄새가 배지 않습니다.",
        "A ceramic lining keeps any taste of metal out of the coffee.",
      ],
      [
        "차량용 컵홀더에 맞고 뚜껑은 식기세척기에 넣을 수 있습니다.",
        "Fits a car cup holder; the lid goes in the dishwasher.",
      ],
    ],
    lines: lines(`
      출근길 텀블러 / Commuter Tumbler / maruso 29000 / ivory pine navy / plain clay 0
      슬라이드 뚜껑을 한 손으로 여닫습니다.
      The lid slides open with one hand.
      얼음 가득 텀블러 / Plenty of Ice Tumbler / goyo 31000 / sky mint / dots white 1
      굵은 빨대가 함께 들어 있습니다.
      Comes with a wide straw.
      체크 텀블러 / Gingham Tumbler / pulmunui 30000 was 35000 / butter blush / gingham olive 0
      소풍 바구니 같은 체크입니다.
      Checked like a picnic basket.
      파도 텀블러 / Breakwater Tumbler / mulgyeol 32000 / white teal / wave denim 1
      파도 소리가 들릴 것 같은 무늬입니다.
      You can almost hear the sea.
      조각 텀블러 / Mosaic Tumbler / maruso 31500 / sand sage / terrazzo brick 0
      색 조각을 흩어 놓아 오래 봐도 지루하지 않습니다.
      Scattered chips you will not tire of.
      등불 텀블러 / Lantern Tumbler / goyo 28500 / mustard brick / stripe ivory 0
      줄무늬 등불처럼 책상을 밝혀 줍니다.
      Striped like a paper lantern.`),
  },
  {
    id: "campchair",
    sku: "CHR",
    category: "outdoor-play",
    scale: 1.06,
    colourOption: colour,
    axes: [axis("구성", "Set", "의자|Chair|C", "의자와 발받침|Chair and footrest|F|26000")],
    about: [
      [
        "알루미늄 다리에 600데니어 원단을 씌웠고 120 kg까지 견딥니다.",
        "Aluminium legs and 600-denier cloth, rated to 120 kg.",
      ],
      ["접으면 팔 길이만 해지고 무게는 2.4 kg입니다.", "Folds to an arm's length and weighs 2.4 kg."],
    ],
    lines: lines(`
      강가 캠핑 의자 / Riverside Camp Chair / sandeul 69000 / navy sand / stripe ivory 0
      물소리 들으며 오래 앉아 있고 싶은 의자입니다.
      For sitting a long time within earshot of water.
      모닥불 캠핑 의자 / Campfire Chair / sandeul 72000 / brick olive / plain black 0
      불 가까이에서도 불티에 강한 원단입니다.
      Cloth that shrugs off sparks.
      풀밭 캠핑 의자 / Meadow Camp Chair / pulmunui 74000 was 86000 / sage butter / botanical pine 0
      풀밭에 펼치면 어디까지가 풀인지 모릅니다.
      Open it in a meadow and watch it disappear.
      캔버스 캠핑 의자 / Canvas Camp Chair / ongyeol 78000 / oatmeal charcoal / plain walnut 0
      두꺼운 면 캔버스라 집 안에서도 어울립니다.
      Heavy canvas that belongs indoors too.
      해변 의자 / Beach Chair / mulgyeol 66000 / coral sky / stripe white 0
      파라솔 아래가 기다려지는 줄무늬입니다.
      Stripes that make you look for a parasol.
      체크 캠핑 의자 / Check Camp Chair / sandeul 71000 / mustard moss / check brown 0
      담요를 덮은 듯 포근해 보이는 체크입니다.
      A check as snug as a blanket.`),
  },
  {
    id: "blocks",
    sku: "BLC",
    category: "outdoor-play",
    scale: 1.08,
    axes: [
      axis("구성", "Set", "24조각|24 pieces|24", "40조각|40 pieces|40|19000"),
      axis("포장", "Box", "종이 상자|Paper box|P", "나무 상자|Wooden box|W|12000"),
    ],
    about: [
      [
        "너도밤나무를 둥글게 다듬고 물로 만든 물감으로 칠했습니다.",
        "Beech, rounded at every edge and painted with water-based colour.",
      ],
      [
        "입에 닿아도 안전하며 만 한 살부터 가지고 놀 수 있습니다.",
        "Safe in little mouths; for ages one and up.",
      ],
    ],
    lines: lines(`
      마을 나무 블록 / Village Wooden Blocks / dodam 39000 / sage / plain clay 0
      지붕과 문과 담을 쌓아 마을을 만듭니다.
      Roofs, doors and walls to build a village.
      바다 나무 블록 / Seaside Wooden Blocks / dodam 42000 / sky / plain navy 1
      등대와 배를 쌓을 수 있는 조각이 들어 있습니다.
      With pieces for a lighthouse and a boat.
      과일 가게 블록 / Fruit Shop Blocks / dodam 44000 was 49000 / apricot / plain moss 0
      색을 맞추며 가게 놀이를 시작해 보세요.
      Match the colours and open a shop.
      봄 동산 블록 / Spring Hill Blocks / dodam 41000 / blush / plain sage 1
      순한 봄 색으로만 칠했습니다.
      Painted in the mildest colours of spring.
      우주 정거장 블록 / Space Station Blocks / dodam 45000 / lavender / plain plum 1
      둥근 지붕과 기둥으로 정거장을 세웁니다.
      Columns and domes for a station in orbit.
      성곽 나무 블록 / Old Fortress Blocks / dodam 46000 / butter / plain brick 0
      아치를 이어 성곽을 두를 수 있습니다.
      Link the arches into a fortress wall.
      숲속 집 블록 / Forest House Blocks / dodam 43000 / mint / plain pine 0
      숲속 동물의 집을 상상하며 쌓습니다.
      Houses for whoever lives in the woods.`),
  },
];
