/** Which field of the form an error belongs to: those that the form finds, and those of the API. Pure. */
import type { Currency, StaffAttribute } from "../../api/types.ts";
import { MAX_ADD_ONS } from "./add-on-values.ts";
import { amountOf } from "./amounts.ts";
import { wrongNumbers } from "./attribute-values.ts";
import { linesOf, MAX_OPTIONS, tidyLine } from "./options.ts";
import type { ProductFields, ProductQuestions } from "./product-fields.ts";

export type FieldFault = "required" | "amount" | "count" | "number" | "variants";

const isBlank = (text: string): boolean => tidyLine(text) === "";

/** @param stored whether the product exists: then it has a slug, and a new one gets one by itself */
export function faultsOfFields(
  fields: ProductFields,
  currency: Currency,
  stored: boolean,
  attributes: readonly StaffAttribute[] = [],
) {
  const faults: [field: string, fault: FieldFault][] = [];
  if (isBlank(fields.name)) faults.push(["name", "required"]);
  if (stored && isBlank(fields.slug)) faults.push(["slug", "required"]);
  if (fields.status === "scheduled" && fields.publishAt === "") faults.push(["publishAt", "required"]);
  fields.options.forEach(({ name, values }, at) => {
    if (isBlank(name)) faults.push([`options.${at}.name`, "required"]);
    if (linesOf(values).length === 0) faults.push([`options.${at}.values`, "required"]);
  });
  if (fields.variants.length === 0) faults.push(["variants", "variants"]);
  fields.variants.forEach(({ sku, price, compareAtPrice, stock }, at) => {
    if (isBlank(sku)) faults.push([`variants.${at}.sku`, "required"]);
    if (isBlank(price)) faults.push([`variants.${at}.price`, "required"]);
    else if (amountOf(price, currency) === null) faults.push([`variants.${at}.price`, "amount"]);
    if (!isBlank(compareAtPrice) && amountOf(compareAtPrice, currency) === null)
      faults.push([`variants.${at}.compareAtPrice`, "amount"]);
    if (!/^\d{0,8}$/.test(stock.trim())) faults.push([`variants.${at}.stock`, "count"]);
  });
  for (const code of wrongNumbers(attributes, fields.attributes))
    faults.push([`attributes.${code}`, "number"]);
  return faults;
}

const own = [
  ...(["name", "slug", "brand", "description", "status", "publishAt", "tags", "categoryIds"] as const),
  ...(["taxType", "deliveryGroup"] as const),
];

/** The fields by the API's names for them: "variants/3/price" is `variants.3.price`. */
export function fieldsByPlace(
  rowCount: number,
  { attributes, groups }: Pick<ProductQuestions, "attributes" | "groups"> = { attributes: [], groups: [] },
): Record<string, string> {
  const places: [place: string, field: string][] = [
    ...own.map((name): [string, string] => [name, name]),
    ["translations/en/name", "englishName"],
    ["descriptionHtml", "description"],
    ["addOns", "addOns"],
    ["addOnHeading", "addOnHeading"],
    ["translations/en/addOnHeading", "englishAddOnHeading"],
    ["translations/en/descriptionHtml", "englishDescription"],
    ["options", "options.0.name"],
    ["variants", "variants"],
  ];
  for (let at = 0; at < MAX_ADD_ONS; at += 1) places.push([`addOns/${at}`, "addOns"]);
  for (let at = 0; at < MAX_OPTIONS; at += 1)
    for (const name of ["name", "values"]) places.push([`options/${at}/${name}`, `options.${at}.${name}`]);
  for (let at = 0; at < rowCount; at += 1) {
    for (const name of ["sku", "price", "compareAtPrice", "stock"])
      places.push([`variants/${at}/${name}`, `variants.${at}.${name}`]);
    for (const name of ["id", "options"]) places.push([`variants/${at}/${name}`, `variants.${at}.sku`]);
  }
  places.push(["disclosure", "disclosure.group"], ["disclosure/group", "disclosure.group"]);
  for (const { code } of groups.flatMap(({ items }) => items))
    places.push([`disclosure/items/${code}`, `disclosure.items.${code}`]);
  for (const { code, choices } of attributes) {
    places.push([`attributes/${code}`, `attributes.${code}`]);
    for (const at of choices.keys()) places.push([`attributes/${code}/${at}`, `attributes.${code}`]);
  }
  return Object.fromEntries(places);
}
