/**
 * The examples of the API's document: one small Korean shop, whose ids and amounts fit together from product
 * to order. A test checks each against its schema.
 */
import { brandExamples } from "./brands.ts";
import { bulkExamples } from "./bulk.ts";
import { cartExamples } from "./cart.ts";
import { catalogueExamples } from "./catalogue.ts";
import { claimExamples } from "./claims.ts";
import { couponExamples } from "./coupons.ts";
import type { OperationExample } from "./example.ts";
import { importExamples } from "./imports.ts";
import { mailExamples } from "./mails.ts";
import { meExamples } from "./me.ts";
import { mlflowExamples } from "./mlflow.ts";
import { orderExamples } from "./orders.ts";
import { paymentExamples } from "./payments.ts";
import { pointExamples } from "./points.ts";
import { priceExamples } from "./price-lists.ts";
import { factExamples } from "./product-facts.ts";
import { recommendationExamples } from "./recommendations.ts";
import { reportExamples } from "./reports.ts";
import { restockExamples } from "./restock.ts";
import { reviewExamples } from "./reviews.ts";
import { secondFactorExamples } from "./second-factor.ts";
import { settingsExamples } from "./settings.ts";
import { signInExamples } from "./sign-in.ts";
import { staffExamples } from "./staff.ts";
import { staffOrderExamples } from "./staff-orders.ts";
import { stockExamples } from "./stock.ts";
import { webhookExamples } from "./webhooks.ts";

export type { OperationExample } from "./example.ts";

const examples: Readonly<Record<string, OperationExample>> = {
  ...catalogueExamples,
  ...factExamples,
  ...priceExamples,
  ...brandExamples,
  ...bulkExamples,
  ...stockExamples,
  ...importExamples,
  ...reviewExamples,
  ...restockExamples,
  ...couponExamples,
  ...pointExamples,
  ...cartExamples,
  ...orderExamples,
  ...staffOrderExamples,
  ...claimExamples,
  ...paymentExamples,
  ...signInExamples,
  ...secondFactorExamples,
  ...meExamples,
  ...staffExamples,
  ...settingsExamples,
  ...webhookExamples,
  ...mailExamples,
  ...recommendationExamples,
  ...mlflowExamples,
  ...reportExamples,
};

/** By the name of an operation: `POST /api/v1/carts/:id/items`. */
export const exampleOf = (name: string): OperationExample => examples[name] ?? {};

export const exampleNames: readonly string[] = Object.keys(examples);
