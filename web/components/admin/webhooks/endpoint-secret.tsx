import { useTranslations } from "next-intl";
import { MadeSecret } from "../frame/made-secret";

/** What the receiver verifies the signatures with. */
export function EndpointSecret({ secret }: { secret: string }) {
  const t = useTranslations("adminWebhooks");
  return (
    <MadeSecret copy={t("copySecret")} secret={secret} text={t("secretText")} title={t("secretTitle")} />
  );
}
