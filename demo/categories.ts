/** The shop's departments, in the order they are shown. */
import type { Text } from "./kind.ts";

export interface Category {
  readonly slug: string;
  readonly name: Text;
  readonly description: Text;
  /** Wall and floor of its studio. Products of one department share them, so that they match side by side. */
  readonly tones: readonly (readonly [wall: string, floor: string])[];
  /** The things in its own picture, as `arrange` reads them. */
  readonly scene: readonly string[];
}

export const categories: readonly Category[] = [
  {
    slug: "tableware",
    name: ["그릇과 컵", "Tableware"],
    description: ["매일의 밥상에 올리는 도자와 유리", "Ceramics and glass for the everyday table"],
    tones: [
      ["#efe6da", "#dfcbb5"],
      ["#e3e5dd", "#c6cdbf"],
      ["#f0e0d6", "#dcbfae"],
    ],
    scene: [
      "plate ivory botanical sage 20 -10 0.9",
      "mug clay dip ivory -190 60 0.86",
      "bowl celadon plain ivory 190 90 0.8",
    ],
  },
  {
    slug: "kitchen",
    name: ["주방", "Kitchen"],
    description: ["불 앞과 도마 위에서 오래 쓰는 도구", "Lasting tools for the stove and the board"],
    tones: [
      ["#e4e7dd", "#c9d0bf"],
      ["#f1e7d8", "#dcc7a9"],
      ["#e2e6e8", "#c3ced2"],
    ],
    scene: ["board oak plain ivory 150 -40 0.94", "kettle sage plain walnut -130 60 0.94"],
  },
  {
    slug: "tea-coffee",
    name: ["차와 커피", "Tea & Coffee"],
    description: ["찻잎과 원두, 그리고 우려내는 시간", "Leaves, beans and the time it takes to brew them"],
    tones: [
      ["#ebe0d2", "#d6c1a9"],
      ["#e2e6dc", "#c5cdb8"],
      ["#efdfd5", "#d9bca9"],
    ],
    scene: ["beans apricot hills clay 180 -30 0.8", "teapot celadon plain brown -120 70 0.96"],
  },
  {
    slug: "pantry",
    name: ["먹거리", "Pantry"],
    description: ["산지에서 제철에 담가 보낸 맛", "Made in season, where it grows"],
    tones: [
      ["#f5ecd6", "#e6d2a4"],
      ["#e9ebdc", "#ccd3b4"],
      ["#f5e3d6", "#e4c2a8"],
    ],
    scene: [
      "oil amber plain olive -200 -20 0.86",
      "preserve mustard dots sage 0 60 0.88",
      "honey butter plain oak 210 80 0.7",
    ],
  },
  {
    slug: "fabric",
    name: ["침구와 패브릭", "Bedding & Fabric"],
    description: ["몸에 닿는 것일수록 부드럽게", "The closer to the skin, the softer"],
    tones: [
      ["#f0e5df", "#dcc6bb"],
      ["#e6e6ea", "#cacad4"],
      ["#ece7d9", "#d3c8ae"],
    ],
    scene: ["cushion butter botanical moss 110 -60 0.8", "blanket clay stripe ivory -50 90 0.86"],
  },
  {
    slug: "interior",
    name: ["집꾸밈", "Interior"],
    description: ["빈자리에 놓는 작은 풍경", "Small landscapes for an empty corner"],
    tones: [
      ["#e2e7e7", "#c5d0d0"],
      ["#efe5d8", "#d9c5ab"],
      ["#ece0de", "#d3bdb8"],
    ],
    scene: [
      "frame oak hills sage 160 -50 0.78",
      "pot clay plain sand -150 60 0.76",
      "vase white speckle ash 70 110 0.66",
    ],
  },
  {
    slug: "light-scent",
    name: ["조명과 향", "Light & Scent"],
    description: ["하루의 끝을 낮추는 빛과 향", "Light and scent that lower the end of the day"],
    tones: [
      ["#e6dde2", "#cdbcc6"],
      ["#e2dcd3", "#c6b9a6"],
      ["#d9dfe2", "#b6c3c8"],
    ],
    scene: [
      "lamp clay plain clay -110 0 1 1",
      "diffuser mint plain brass 170 70 0.72",
      "candle white plain sky 20 110 0.5",
    ],
  },
  {
    slug: "stationery",
    name: ["문구와 데스크", "Stationery & Desk"],
    description: ["쓰고, 듣고, 생각하는 책상", "A desk for writing, listening and thinking"],
    tones: [
      ["#e2e8ee", "#c2cfdc"],
      ["#efe7da", "#d8c8ad"],
      ["#e8e2ea", "#cdc2d3"],
    ],
    scene: ["headphonestand oak plain navy 150 -30 0.94", "pencilcase butter gingham moss -120 90 0.74"],
  },
  {
    slug: "clothing",
    name: ["옷", "Clothing"],
    description: ["계절과 계절 사이에 가장 자주 입는 옷", "What you wear most between the seasons"],
    tones: [
      ["#ece9e3", "#d8d2c7"],
      ["#e3e7ea", "#c9d1d7"],
      ["#f1e6de", "#dfcabc"],
    ],
    scene: ["shirt sky pinstripe denim -170 0 0.8", "cardigan oatmeal plain brown 150 40 0.84"],
  },
  {
    slug: "bags-accessories",
    name: ["가방과 잡화", "Bags & Accessories"],
    description: ["집을 나설 때 챙기는 것들", "What you reach for on the way out"],
    tones: [
      ["#f2e3d6", "#e0c6ae"],
      ["#e2e8e6", "#c3d0cb"],
      ["#ebe6d8", "#d2c8ac"],
    ],
    scene: [
      "backpack navy plain camel 150 -50 0.84",
      "tote ivory plain brick -150 20 0.72",
      "sneakers clay plain ivory 20 110 0.56",
    ],
  },
  {
    slug: "body",
    name: ["바디케어", "Body Care"],
    description: ["씻고 바르는 시간을 위한 것들", "For the time you take to wash and care"],
    tones: [
      ["#e1eae4", "#c2d4c9"],
      ["#f1e5df", "#dec6ba"],
      ["#e5e5ee", "#c8c9da"],
    ],
    scene: [
      "bodywash celadon plain pine -120 -10 0.9",
      "handcream coral plain brick 110 20 0.72",
      "soap oatmeal speckle camel 130 110 0.56",
    ],
  },
  {
    slug: "outdoor-play",
    name: ["야외와 놀이", "Outdoor & Play"],
    description: ["밖에서 놀고 쉬는 날의 채비", "Made ready for a day outside"],
    tones: [
      ["#deebea", "#bcd3cd"],
      ["#eef0d9", "#d0d5a8"],
      ["#f4e7d6", "#e1c9a4"],
    ],
    scene: ["campchair mustard stripe ivory 40 -30 0.96", "bottle sage plain ivory -240 80 0.7"],
  },
];
