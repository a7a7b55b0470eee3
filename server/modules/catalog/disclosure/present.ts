/** The table of product information in the language of the request. Pure. */
import type { Language } from "../../../platform/language.ts";
import type { Disclosure } from "../contract/disclosure.ts";
import { disclosureGroups, findDisclosureGroup } from "../contract/disclosure-groups.ts";

/** The items that are told, in the order of the law. */
export function presentDisclosure(disclosure: Disclosure | null, language: Language) {
  const group = disclosure && findDisclosureGroup(disclosure.group);
  if (!disclosure || !group) return null;
  return {
    group: group.code,
    name: group.name[language],
    rows: group.items.flatMap(({ code, name }) => {
      const text = Object.hasOwn(disclosure.items, code) ? disclosure.items[code] : undefined;
      return text === undefined ? [] : [{ code, name: name[language], text }];
    }),
  };
}

export const presentGroups = (language: Language) => ({
  items: disclosureGroups.map(({ code, name, items }) => ({
    code,
    name: name[language],
    items: items.map((item) => ({ ...item, name: item.name[language] })),
  })),
});
