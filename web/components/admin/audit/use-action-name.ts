import { useTranslations } from "next-intl";
import { actions } from "@/lib/admin/audit/actions";

type Key<Name extends string> = Name extends `${infer Kind}.${infer Verb}` ? `${Kind}-${Key<Verb>}` : Name;
type ActionKey = Key<(typeof actions)[number]>;

/** The name of an action in words; of one that this page does not know, its code. */
export function useActionName(): (action: string) => string {
  const t = useTranslations("audit.actions");
  return (action) => {
    const known = actions.find((each) => each === action);
    return known ? t(known.replaceAll(".", "-") as ActionKey) : action;
  };
}
