/** All checks, in the order of the table. */
import type { Check } from "../check.ts";
import { capacity } from "./capacity.ts";
import { charts } from "./charts.ts";
import { flux } from "./flux.ts";
import { images } from "./images.ts";
import { policies } from "./policies.ts";
import { references } from "./references.ts";
import { render } from "./render.ts";
import { retired } from "./retired.ts";
import { schemas } from "./schemas.ts";
import { secrets } from "./secrets.ts";

export const checks: readonly Check[] = [
  render,
  schemas,
  references,
  flux,
  charts,
  policies,
  capacity,
  images,
  secrets,
  retired,
];
