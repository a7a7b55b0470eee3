/**
 * The examples of the API's document: one small Korean shop, whose ids and amounts fit together from product
 * to order. A test checks each against its schema.
 */
import { cartExamples } from "./cart.ts";
import { catalogueExamples } from "./catalogue.ts";
import type { OperationExample } from "./example.ts";
import { meExamples } from "./me.ts";
import { orderExamples } from "./orders.ts";
import { secondFactorExamples } from "./second-factor.ts";
import { settingsExamples } from "./settings.ts";
import { signInExamples } from "./sign-in.ts";
import { staffExamples } from "./staff.ts";
import { stockExamples } from "./stock.ts";

export type { OperationExample } from "./example.ts";

const examples: Readonly<Record<string, OperationExample>> = {
  ...catalogueExamples,
  ...stockExamples,
  ...cartExamples,
  ...orderExamples,
  ...signInExamples,
  ...secondFactorExamples,
  ...meExamples,
  ...staffExamples,
  ...settingsExamples,
};

/** By the name of an operation: `POST /api/v1/carts/:id/items`. */
export const exampleOf = (name: string): OperationExample => examples[name] ?? {};

export const exampleNames: readonly string[] = Object.keys(examples);
