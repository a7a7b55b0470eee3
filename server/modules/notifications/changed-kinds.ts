/** The kinds of mails or messages, and in which languages staff wrote texts of their own. Pure. */
import { type TSchema, Type } from "typebox";
import { Language } from "../../platform/language.ts";
import { Closed } from "../../platform/schema.ts";

export const ChangedKinds = <Kind extends TSchema>(kind: Kind, description: string) =>
  Closed({ items: Type.Array(Closed({ kind, changed: Type.Array(Language, { description }) })) });

export const changedKinds = <Kind extends string>(
  kinds: readonly Kind[],
  changed: readonly { readonly kind: string; readonly language: Language }[],
) => ({
  items: kinds.map((kind) => ({
    kind,
    changed: changed.filter((each) => each.kind === kind).map(({ language }) => language),
  })),
});
