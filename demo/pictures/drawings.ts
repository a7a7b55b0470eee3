/** Every kind's drawing, by kind. */
import type { Canvas } from "./canvas.ts";
import * as body from "./kinds/body.ts";
import * as carry from "./kinds/carry.ts";
import * as clothing from "./kinds/clothing.ts";
import * as fabric from "./kinds/fabric.ts";
import * as interior from "./kinds/interior.ts";
import * as kitchen from "./kinds/kitchen.ts";
import * as light from "./kinds/light.ts";
import * as outdoor from "./kinds/outdoor.ts";
import * as pantry from "./kinds/pantry.ts";
import * as scent from "./kinds/scent.ts";
import * as stationery from "./kinds/stationery.ts";
import * as tableware from "./kinds/tableware.ts";
import * as tea from "./kinds/tea.ts";
import * as wear from "./kinds/wear.ts";
import type { Look } from "./look.ts";

type Drawing = (c: Canvas, look: Look) => string;

export const drawings: Readonly<Record<string, Drawing>> = {
  ...tableware,
  ...kitchen,
  ...tea,
  ...pantry,
  ...fabric,
  ...interior,
  ...light,
  ...scent,
  ...stationery,
  ...clothing,
  ...carry,
  ...wear,
  ...body,
  ...outdoor,
};
