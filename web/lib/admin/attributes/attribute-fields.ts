/** What the form of an attribute holds, and what of it is sent. Pure. */
import type { AttributeEdit, AttributeType, NewAttributeRequest, StaffAttribute } from "../../api/types.ts";
import { slugFrom } from "../categories/category-fields.ts";
import { tidyLine } from "../products/options.ts";

export const attributeTypes = ["choice", "text", "number", "boolean"] as const;

type ChoiceFields = { name: string; englishName: string; code: string };

export type AttributeFields = {
  name: string;
  englishName: string;
  code: string;
  type: AttributeType;
  several: boolean;
  unit: string;
  englishUnit: string;
  choices: ChoiceFields[];
  facet: boolean;
  required: boolean;
  categoryIds: string[];
};

export const emptyChoice: ChoiceFields = { name: "", englishName: "", code: "" };

export const emptyAttribute: AttributeFields = {
  name: "",
  englishName: "",
  code: "",
  type: "choice",
  several: false,
  unit: "",
  englishUnit: "",
  choices: [emptyChoice],
  facet: true,
  required: false,
  categoryIds: [],
};

export const attributeFieldsOf = (stored: StaffAttribute): AttributeFields => ({
  name: stored.name,
  englishName: stored.translations.en?.name ?? "",
  code: stored.code,
  type: stored.type,
  several: stored.several,
  unit: stored.unit ?? "",
  englishUnit: stored.translations.en?.unit ?? "",
  choices: stored.choices.map(({ code, name, translations }) => ({
    code,
    name,
    englishName: translations?.en?.name ?? "",
  })),
  facet: stored.facet,
  required: stored.required,
  categoryIds: [...stored.categoryIds].sort(),
});

const CODE = /^[a-z][a-z0-9_-]{0,39}$/;
export const isCode = (text: string): boolean => CODE.test(text.trim());

/** Made of the English name, as the API takes it; "" where nothing of it remains. */
export const codeFrom = (englishName: string): string =>
  slugFrom(englishName)
    .replace(/^[^a-z]+/, "")
    .slice(0, 40);

/** The rows that say something, each with a code: its own, one of its English name, or a number. */
function choicesOf({ choices }: AttributeFields): NonNullable<NewAttributeRequest["choices"]> {
  const taken = new Set(choices.map(({ code }) => code).filter(Boolean));
  const freeCode = (wanted: string): string => {
    let code = wanted;
    for (let number = 1; code === "" || taken.has(code); number += 1)
      code = `${wanted || "choice"}-${number}`;
    taken.add(code);
    return code;
  };
  return choices.flatMap(({ name, englishName, code }) => {
    const [ko, en] = [tidyLine(name), tidyLine(englishName)];
    if (ko === "") return [];
    return [
      {
        code: code || freeCode(slugFrom(englishName).slice(0, 36)),
        name: ko,
        ...(en && { translations: { en: { name: en } } }),
      },
    ];
  });
}

function translationsOf({ englishName, englishUnit, type }: AttributeFields) {
  const [name, unit] = [tidyLine(englishName), type === "number" ? tidyLine(englishUnit) : ""];
  return name || unit ? { en: { ...(name && { name }), ...(unit && { unit }) } } : {};
}

export const newAttributeOf = (fields: AttributeFields): NewAttributeRequest => ({
  code: fields.code.trim(),
  type: fields.type,
  name: tidyLine(fields.name),
  translations: translationsOf(fields),
  several: fields.type === "choice" && fields.several,
  unit: (fields.type === "number" && tidyLine(fields.unit)) || null,
  choices: fields.type === "choice" ? choicesOf(fields) : [],
  facet: fields.facet,
  required: fields.required,
  categoryIds: [...fields.categoryIds].sort(),
});

/** Only what differs from what is stored. */
export function attributeEditOf(stored: StaffAttribute, fields: AttributeFields): AttributeEdit {
  const typed = newAttributeOf(fields);
  const was = newAttributeOf(attributeFieldsOf(stored));
  const names = ["name", "translations", "unit", "choices", "facet", "required", "categoryIds"] as const;
  const changed = names.filter((name) => JSON.stringify(typed[name]) !== JSON.stringify(was[name]));
  return Object.fromEntries(changed.map((name) => [name, typed[name]]));
}

/** The form's fields by the API's names. */
export const attributePlaces: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["name", "code", "type", "several", "unit", "choices", "categoryIds"].map((name) => [name, name]),
  ),
  "translations/en/name": "englishName",
  "translations/en/unit": "englishUnit",
  ...Object.fromEntries(
    Array.from({ length: 200 }, (_, at) => [
      [`choices/${at}/name`, `choices.${at}.name`],
      [`choices/${at}/code`, `choices.${at}.name`],
      [`choices/${at}/translations/en/name`, `choices.${at}.englishName`],
    ]).flat(),
  ),
};
