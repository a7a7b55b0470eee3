import { axis, colour, type Kind, lines } from "../kind.ts";

export const bags: readonly Kind[] = [
  {
    id: "tote",
    sku: "TOT",
    category: "bags-accessories",
    scale: 1.06,
    colourOption: colour,
    axes: [axis("사이즈", "Size", "M|M|M", "L|L|L|5000")],
    about: [
      [
        "16온스 캔버스를 두 겹으로 박음질해 책 몇 권에도 처지지 않습니다.",
        "Sixteen-ounce canvas, double stitched; it will not sag under books.",
      ],
      ["안쪽에 지퍼 주머니와 열쇠 고리가 있습니다.", "A zip pocket and a key hook inside."],
    ],
    lines: lines(`
      책방 토트백 / Bookshop Tote / goyo 32000 / ivory navy / plain brick 0
      책 다섯 권과 물병 하나가 넉넉히 들어갑니다.
      Room for five books and a bottle of water.
      장날 토트백 / Market Day Tote / dure 35000 / sand moss / stripe brick 0
      대파가 삐죽 나와도 어울리는 장바구니입니다.
      Looks right even with a leek sticking out.
      풀꽃 토트백 / Wild Grass Tote / pulmunui 36000 / oatmeal butter / botanical moss 0
      풀꽃 한 다발을 판화로 찍었습니다.
      A bunch of wild grass, block printed.
      언덕 토트백 / Hillside Tote / sandeul 34000 was 39000 / sky ivory / hills pine 0
      언덕 너머 하늘까지 담은 그림입니다.
      A hillside, and the sky beyond it.
      체크 토트백 / Gingham Tote / goyo 33000 / blush mint / gingham rose 0
      가벼운 옷차림에 곁들이기 좋은 체크입니다.
      A check that goes with light clothes.
      노을 토트백 / Sunset Tote / maruso 35500 / apricot lavender / sun brick 0
      지는 해를 따라 걷고 싶어지는 가방입니다.
      A bag for following the setting sun.`),
  },
  {
    id: "backpack",
    sku: "BPK",
    category: "bags-accessories",
    scale: 1.12,
    colourOption: colour,
    axes: [axis("용량", "Volume", "14 L|14 L|14", "20 L|20 L|20|12000")],
    about: [
      [
        "발수 처리한 원단과 방수 지퍼로 갑작스러운 비에도 안심입니다.",
        "Water-repellent cloth and zips for sudden rain.",
      ],
      [
        "14인치 노트북 칸과 숨은 등판 주머니가 있습니다.",
        "A 14-inch laptop sleeve and a hidden back pocket.",
      ],
    ],
    lines: lines(`
      등굣길 배낭 / School Road Backpack / sandeul 79000 / navy clay sage / plain camel 0
      어깨끈을 넓혀 무거운 책도 가볍게 느껴집니다.
      Wide straps take the weight out of textbooks.
      들길 롤탑 배낭 / Field Path Rolltop / sandeul 95000 / olive sand / plain brown 1
      말아 닫는 입구라 짐에 맞춰 크기가 달라집니다.
      The roll top grows and shrinks with the load.
      도시락 배낭 / Lunchbox Backpack / goyo 72000 was 85000 / mustard blush / plain brick 0
      작은 소풍에 어울리는 밝은 배낭입니다.
      A bright pack for a small outing.
      먹구름 롤탑 배낭 / Rain Cloud Rolltop / sandeul 98000 / charcoal denim / plain mustard 1
      비 오는 출근길에 가장 믿음직합니다.
      The one to trust on a wet commute.
      산장 체크 배낭 / Lodge Check Backpack / sandeul 84000 / moss brick / check butter 0
      산장 담요 같은 체크를 앞면에 둘렀습니다.
      Checked like a blanket in a mountain lodge.
      점무늬 배낭 / Dotted Backpack / goyo 76000 / teal plum / dots ivory 0
      점무늬 덕분에 멀리서도 알아볼 수 있습니다.
      Dots that are easy to spot from far away.`),
  },
  {
    id: "umbrella",
    sku: "UMB",
    category: "bags-accessories",
    scale: 0.98,
    colourOption: colour,
    axes: [axis("형태", "Type", "장우산|Long|L", "양산 겸용|Rain and shine|U|6000")],
    about: [
      [
        "살이 여덟 개인 유리섬유 골격이라 바람에 뒤집혀도 되돌아옵니다.",
        "Eight fibreglass ribs that flip back after a gust.",
      ],
      [
        "펼친 지름은 104 cm이며 쓰고 나면 그늘에서 말려 주세요.",
        "Opens to 104 cm; dry it in the shade after use.",
      ],
    ],
    lines: lines(`
      소나기 우산 / Cloudburst Umbrella / sandeul 34000 / navy mustard / plain ivory 0
      갑자기 쏟아지는 비에도 마음이 놓이는 크기입니다.
      Big enough to be calm in a cloudburst.
      여우비 우산 / Sunshower Umbrella / goyo 36000 / butter sky / dots coral 0
      해가 난 채 내리는 비처럼 밝은 점무늬입니다.
      Dots as bright as rain with the sun out.
      대숲 우산 / Bamboo Grove Umbrella / pulmunui 38000 was 45000 / sage pine / plain moss 1
      감아 두면 대나무처럼 가늘어집니다.
      Rolls up as slim as bamboo.
      갯바람 우산 / Sea Wind Umbrella / mulgyeol 37000 / sky denim / stripe white 0
      바닷가 차양 같은 줄무늬 우산입니다.
      Striped like an awning by the sea.
      늦가을 우산 / Late Autumn Umbrella / dure 39000 / brick camel / check navy 0
      트렌치코트와 어울리는 체크입니다.
      A check made for a trench coat.
      밤비 우산 / Night Rain Umbrella / sandeul 35000 / charcoal plum / plain rose 1
      어두운 색이지만 끈 한 줄로 포인트를 주었습니다.
      Dark, with one band of colour.`),
  },
  {
    id: "sneakers",
    sku: "SNK",
    category: "bags-accessories",
    scale: 1.06,
    colourOption: colour,
    axes: [
      axis(
        "사이즈",
        "Size",
        "230|230|230",
        "240|240|240",
        "250|250|250",
        "260|260|260",
        "270|270|270",
        "280|280|280",
      ),
    ],
    about: [
      [
        "면 캔버스 갑피에 천연 고무 밑창을 붙여 걸음이 가볍습니다.",
        "Cotton canvas on natural rubber, light to walk in.",
      ],
      [
        "발볼이 넓다면 한 치수 크게 고르세요. 솔로 부분 세탁할 수 있습니다.",
        "Size up for wide feet. Spot clean with a brush.",
      ],
    ],
    lines: lines(`
      동네 캔버스화 / Neighbourhood Sneakers / dure 59000 / ivory navy / plain clay 0
      슈퍼에 갈 때도 여행 갈 때도 신는 신발입니다.
      For the corner shop and for the journey.
      운동장 스니커즈 / Schoolyard Sneakers / dure 64000 / denim brick / plain ivory 1
      옆선 하나로 오래된 운동화의 기분을 냈습니다.
      One side stripe brings back old gym shoes.
      바닷길 스니커즈 / Coast Road Sneakers / mulgyeol 66000 was 78000 / white sky / stripe denim 0
      파란 줄무늬를 발등까지 이었습니다.
      Blue stripes run up to the laces.
      숲길 스니커즈 / Forest Road Sneakers / sandeul 69000 / moss sand / plain camel 1
      흙길에서도 미끄럽지 않은 밑창입니다.
      A sole with grip for dirt paths.
      살구꽃 스니커즈 / Apricot Blossom Sneakers / goyo 62000 / blush lavender / plain white 0
      봄에 꺼내 신기 좋은 부드러운 색입니다.
      A soft colour to bring out in spring.
      체크 스니커즈 / Gingham Sneakers / goyo 63000 / butter mint / gingham olive 0
      바지 밑단을 접어 무늬를 보여 주세요.
      Turn up your trousers and show the check.`),
  },
];

export const accessories: readonly Kind[] = [
  {
    id: "cap",
    sku: "CAP",
    category: "bags-accessories",
    scale: 1.1,
    colourOption: colour,
    axes: [axis("사이즈", "Size", "M (56–58 cm)|M (56–58 cm)|M", "L (58–60 cm)|L (58–60 cm)|L")],
    about: [
      ["한 번 빨아 부드러워진 면 트윌로 만들었습니다.", "Cotton twill, washed soft before it is sewn."],
      ["물에 담그지 말고 젖은 수건으로 두드려 닦아 주세요.", "Dab with a wet cloth; do not soak."],
    ],
    lines: lines(`
      산들 볼캡 / Breeze Cap / sandeul 29000 / sage navy / plain ivory 0
      챙을 길게 빼서 봄볕을 넉넉히 가립니다.
      A longer brim for the spring sun.
      밭일 벙거지 / Field Bucket Hat / dure 32000 / sand olive / plain brown 1
      접어서 주머니에 넣어도 모양이 돌아옵니다.
      Fold it into a pocket and it springs back.
      주말 볼캡 / Weekend Cap / goyo 27000 / mustard blush / plain navy 0
      늦잠 잔 주말에 눌러쓰기 좋습니다.
      To pull on after sleeping in.
      줄무늬 벙거지 / Striped Bucket Hat / dure 33000 was 38000 / ivory denim / stripe denim 1
      바닷가에서 눈에 띄는 줄무늬입니다.
      Stripes that stand out on a beach.
      코듀로이 볼캡 / Corduroy Cap / ongyeol 34000 / brick pine / pinstripe camel 0
      골이 굵은 코듀로이로 가을을 준비합니다.
      Wide-wale corduroy, ready for autumn.
      꽃밭 벙거지 / Flower Bed Bucket Hat / pulmunui 34500 / butter mint / botanical moss 1
      꽃밭에 숨으면 찾기 어려울지도 모릅니다.
      Hard to find in a flower bed.`),
  },
  {
    id: "scarf",
    sku: "SCF",
    category: "bags-accessories",
    scale: 1.06,
    laid: true,
    colourOption: colour,
    axes: [axis("길이", "Length", "150 cm|150 cm|S", "180 cm|180 cm|L|8000")],
    about: [
      ["캐시미어를 10% 섞은 울로 가볍게 짰습니다.", "Light wool with ten per cent cashmere."],
      ["보풀은 빗으로 결대로 정리하고 드라이클리닝해 주세요.", "Comb along the weave and dry clean."],
    ],
    lines: lines(`
      첫눈 목도리 / First Snow Scarf / ongyeol 49000 / ivory ash / stripe denim 0
      첫눈 오는 날의 하늘과 땅 색입니다.
      The colours of sky and ground on the first day of snow.
      군밤 체크 목도리 / Roast Chestnut Scarf / ongyeol 52000 / camel brown / check brick 0
      군밤 봉투처럼 따뜻한 체크입니다.
      A check as warm as a bag of roast chestnuts.
      겨울 솔 목도리 / Winter Pine Scarf / dure 47000 / pine moss / plain butter 0
      한 가지 색으로 짜서 어느 외투에나 두릅니다.
      One colour, for any coat.
      귤 까는 밤 목도리 / Tangerine Night Scarf / goyo 46000 was 54000 / apricot mustard / gingham brick 0
      이불 속에서 귤을 까던 겨울밤을 떠올립니다.
      For winter nights of peeling tangerines.
      새벽 기차 목도리 / Early Train Scarf / dure 48000 / navy charcoal / stripe ash 0
      이른 기차를 기다리는 승강장에서 든든합니다.
      Reliable on a platform before dawn.
      동백 목도리 / Camellia Scarf / pulmunui 51000 / rose blush / dots ivory 0
      눈 속에 핀 동백의 붉은색입니다.
      The red of camellias in snow.`),
  },
  {
    id: "socks",
    sku: "SOC",
    category: "bags-accessories",
    scale: 1.12,
    laid: true,
    colourOption: colour,
    axes: [
      axis("사이즈", "Size", "230–250|230–250|S", "255–280|255–280|L"),
      axis("구성", "Pack", "1켤레|One pair|1", "3켤레|Three pairs|3|13000"),
    ],
    about: [
      [
        "면 80%에 나일론을 섞어 뒤꿈치와 발끝이 쉽게 해지지 않습니다.",
        "Eighty per cent cotton with reinforced heel and toe.",
      ],
      ["발목 고무가 부드러워 자국이 남지 않습니다.", "A soft cuff that leaves no mark."],
    ],
    lines: lines(`
      뒤꿈치 양말 / Colour Heel Socks / dure 7900 / ivory navy / plain clay 0
      뒤꿈치 색이 신발 위로 살짝 보입니다.
      The heel shows just above the shoe.
      줄넘기 양말 / Skipping Stripe Socks / dure 8500 / butter sky / stripe denim 0
      가벼운 줄무늬에 발걸음도 가벼워집니다.
      Light stripes for light steps.
      콩콩 양말 / Bouncing Dot Socks / goyo 8900 / blush sage / dots brick 0
      통통 튀는 점을 짜 넣었습니다.
      Dots that bounce along with you.
      등산 양말 / Hill Walking Socks / sandeul 12900 was 14900 / ash moss / speckle charcoal 0
      발바닥을 도톰하게 짜서 긴 산길도 편합니다.
      Cushioned soles for a long trail.
      체크 양말 / Check Socks / dure 9500 / mustard pine / gingham navy 0
      구두에도 운동화에도 어울립니다.
      Works with brogues and with trainers.
      마름모 양말 / Facet Socks / ongyeol 9900 / denim plum / tile ivory 0
      나뉜 면이 발등에서 경쾌합니다.
      Facets of colour across the foot.`),
  },
];
