import { axis, colour, type Kind, lines } from "../kind.ts";

export const stationery: readonly Kind[] = [
  {
    id: "notebook",
    sku: "NTB",
    category: "stationery",
    scale: 1.12,
    laid: true,
    colourOption: colour,
    axes: [axis("내지", "Ruling", "무지|Plain|P", "유선|Lined|L", "모눈|Grid|G")],
    about: [
      [
        "A5 크기 192쪽, 만년필이 번지지 않는 100 g 미색지를 썼습니다.",
        "A5, 192 pages of 100 g cream paper that takes fountain pen ink.",
      ],
      ["실로 꿰매 묶어 어느 쪽이든 평평하게 펼쳐집니다.", "Sewn, so it opens flat at any page."],
    ],
    lines: lines(`
      하루결 노트 / Grain of the Day Notebook / pilgyeol 14900 / navy clay sage / plain mustard 0
      하루를 한 쪽에 적기 좋은 여백으로 짰습니다.
      Margins made for one day to a page.
      텃밭 노트 / Kitchen Garden Notebook / pulmunui 16500 / butter ivory / botanical moss 0
      씨앗 이름과 물 준 날을 적어 두고 싶은 표지입니다.
      A cover for seed names and watering days.
      조각돌 노트 / Pebble Chip Notebook / pilgyeol 15500 / mint blush / terrazzo brick 2
      알록달록한 조각이 가방 속에서도 눈에 띕니다.
      Bright chips that are easy to find in a bag.
      스프링 도면 노트 / Drafting Ring Notebook / pilgyeol 13500 was 15900 / charcoal denim / plain ivory 1
      반으로 접어 쓰는 스프링 제본이라 좁은 책상에 좋습니다.
      Ring-bound to fold over on a narrow desk.
      산책 노트 / Walking Notebook / pilgyeol 15900 / oatmeal sky / hills sage 2
      산책길에서 떠오른 생각을 담아 두는 노트입니다.
      For thoughts that come while walking.
      줄무늬 스프링 노트 / Striped Ring Notebook / goyo 12900 / mustard rose / stripe ivory 1
      경쾌한 줄무늬가 회의 시간을 조금 가볍게 합니다.
      Cheerful stripes that lighten a meeting a little.`),
  },
  {
    id: "pen",
    sku: "PEN",
    category: "stationery",
    scale: 1.18,
    laid: true,
    colourOption: colour,
    axes: [axis("펜촉", "Nib", "EF|EF|EF", "F|F|F", "M|M|M")],
    about: [
      [
        "스테인리스 펜촉에 도금을 더해 처음부터 부드럽게 써집니다.",
        "A plated steel nib that writes smoothly from the first line.",
      ],
      ["컨버터와 검정 카트리지 두 개가 들어 있습니다.", "With a converter and two black cartridges."],
    ],
    lines: lines(`
      첫 문장 만년필 / First Line Fountain Pen / pilgyeol 48000 / navy brick pine / plain brass 0
      가벼운 몸통이라 오래 써도 손이 편합니다.
      A light barrel that stays comfortable through long letters.
      조약돌 만년필 / River Stone Fountain Pen / pilgyeol 52000 / ash charcoal / speckle black 0
      조약돌처럼 매끈하고 점이 고운 몸통입니다.
      As smooth and finely flecked as a river stone.
      편지 만년필 / Letter Fountain Pen / pilgyeol 45000 was 54000 / rose lavender / plain ivory 1
      짧은 안부를 적고 싶어지는 색입니다.
      A colour that makes you want to write and ask how someone is.
      밤기차 만년필 / Night Train Fountain Pen / pilgyeol 56000 / black navy / pinstripe brass 1
      가는 금선이 밤기차의 창문처럼 이어집니다.
      Fine gold lines, like the windows of a night train.
      들판 만년필 / Meadow Fountain Pen / pulmunui 47000 / sage butter / stripe ivory 0
      초록 띠가 감긴 산뜻한 펜입니다.
      A fresh pen wrapped in pale bands.
      호두나무 만년필 / Walnut Fountain Pen / ieum 89000 / walnut oak / plain brass 0
      호두나무를 깎아 쓸수록 손때가 아름답게 앉습니다.
      Turned walnut that grows handsomer in the hand.`),
  },
  {
    id: "pencilcase",
    sku: "PCS",
    category: "stationery",
    scale: 1.1,
    colourOption: colour,
    axes: [axis("사이즈", "Size", "슬림|Slim|S", "라지|Large|L|4000")],
    about: [
      ["왁스를 먹인 면 캔버스라 생활 방수가 됩니다.", "Waxed cotton canvas shrugs off a little rain."],
      [
        "안주머니가 있어 지우개와 자를 나누어 넣을 수 있습니다.",
        "A pocket inside keeps the eraser apart from the ruler.",
      ],
    ],
    lines: lines(`
      교실 필통 / Classroom Pencil Case / pilgyeol 17900 / clay navy / plain mustard 0
      첫 등교 날처럼 반듯한 기본 필통입니다.
      As upright as the first day of term.
      체크 필통 / Gingham Pencil Case / pulmunui 18900 / butter mint / gingham moss 0
      도시락 보자기 같은 체크를 둘렀습니다.
      Checked like the cloth around a lunchbox.
      밤길 필통 / Night Walk Pencil Case / pilgyeol 18500 / charcoal plum / dots butter 0
      가로등 불빛을 점으로 찍었습니다.
      Dots like street lamps on a walk home.
      파도타기 필통 / Surf Pencil Case / mulgyeol 19500 was 23000 / sky teal / wave white 0
      파도 무늬가 책상 위를 시원하게 합니다.
      Waves to cool a busy desk.
      줄자 필통 / Tape Stripe Pencil Case / goyo 16900 / ivory blush / stripe brick 0
      길게 벌어지는 지퍼로 속이 한눈에 보입니다.
      A long zip shows everything at a glance.
      잎맥 필통 / Leaf Vein Pencil Case / pulmunui 19900 / sage oatmeal / botanical pine 0
      잎맥을 세밀하게 옮겨 그렸습니다.
      Leaf veins, carefully redrawn.`),
  },
  {
    id: "headphonestand",
    sku: "HPS",
    category: "stationery",
    scale: 1.06,
    colourOption: ["수종", "Wood"],
    axes: [axis("받침", "Base", "기본|Plain|B", "무선 충전|With charging pad|C|28000")],
    about: [
      [
        "원목을 휘어 만든 안장이 헤드밴드를 눌리지 않게 받쳐 줍니다.",
        "A bent-wood saddle carries the headband without creasing it.",
      ],
      [
        "바닥에 코르크를 붙여 책상에 흠이 나지 않습니다. 헤드폰은 포함되지 않습니다.",
        "Cork underneath protects the desk. Headphones not included.",
      ],
    ],
    lines: lines(`
      쉼표 헤드폰 거치대 / Comma Headphone Stand / ieum 46000 / oak walnut / plain ivory 0
      음악과 음악 사이의 쉼표 같은 자리입니다.
      A place to pause between two records.
      나루 헤드폰 거치대 / Landing Headphone Stand / ieum 43000 / walnut cherry / plain mustard 1
      가는 기둥이라 좁은 책상에도 부담이 없습니다.
      A slim post for a small desk.
      소리결 헤드폰 거치대 / Sound Grain Headphone Stand / ieum 49000 was 56000 / cherry oak / plain navy 0
      결이 고운 벚나무만 골랐습니다.
      Only fine-grained cherry makes it through.
      그늘 헤드폰 거치대 / Shade Headphone Stand / maruso 39000 / black walnut / plain coral 1
      검게 물들인 나무가 장비와 잘 어울립니다.
      Stained dark to sit well among equipment.
      흰 방 헤드폰 거치대 / White Room Headphone Stand / maruso 38000 / white oak / plain sage 0
      밝은 방에 어울리는 흰 마감입니다.
      Finished in white for a bright room.
      아침 라디오 거치대 / Morning Radio Stand / ieum 44000 / oak cherry / plain brick 1
      열쇠와 이어폰을 함께 올려 두기 좋습니다.
      With room on the base for keys and earbuds.`),
  },
  {
    id: "phonecase",
    sku: "PHC",
    category: "stationery",
    scale: 1.06,
    laid: true,
    colourOption: colour,
    axes: [axis("기종", "Model", "6.1형|6.1 inch|61", "6.7형|6.7 inch|67|2000")],
    about: [
      [
        "재생 소재를 섞은 단단한 겉면에 부드러운 안감을 덧댔습니다.",
        "A firm shell with recycled content and a soft lining.",
      ],
      ["카메라 둘레를 1.2 mm 높여 바닥에 닿지 않습니다.", "A 1.2 mm lip keeps the camera off the table."],
    ],
    lines: lines(`
      조각하늘 폰케이스 / Patch of Sky Phone Case / goyo 24900 / sky navy / tile white 0
      창문 틈으로 본 하늘을 조각내어 이었습니다.
      Pieces of sky seen through a window.
      꽃밭 폰케이스 / Flower Bed Phone Case / pulmunui 26900 / butter blush / botanical moss 0
      작은 꽃밭을 늘 손에 들고 다닐 수 있습니다.
      A flower bed to carry in the hand.
      자갈 폰케이스 / Gravel Phone Case / mulgyeol 25900 / oatmeal mint / terrazzo teal 0
      자갈 무늬라 잔흠이 눈에 띄지 않습니다.
      A gravel print that hides small scratches.
      일출 폰케이스 / Sunrise Phone Case / maruso 24900 was 29900 / coral mustard / sun butter 0
      하루를 여는 해를 크게 그렸습니다.
      A large sun to open the day.
      무지 폰케이스 / Solid Phone Case / maruso 19900 / sage clay lavender black / plain oatmeal 0
      손에 감기는 무광 단색입니다.
      A solid matte colour that sits well in the hand.
      푸른 결 폰케이스 / Blue Grain Phone Case / mulgyeol 25500 / white denim / wave denim 0
      물결을 따라 손가락이 미끄러지지 않습니다.
      Raised ripples give your fingers a hold.`),
  },
];
