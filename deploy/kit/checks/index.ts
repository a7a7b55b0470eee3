/** All checks, in the order of the table. */
import type { Check } from "../check.ts";
import { charts } from "./charts.ts";
import { flux } from "./flux.ts";
import { policies } from "./policies.ts";
import { references } from "./references.ts";
import { render } from "./render.ts";
import { schemas } from "./schemas.ts";

export const checks: readonly Check[] = [render, schemas, references, flux, charts, policies];
