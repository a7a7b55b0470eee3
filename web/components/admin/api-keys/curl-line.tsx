import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/account/copy-button";
import { curlLine } from "@/lib/admin/api-keys/permissions";

type Props = {
  /** When the line works. */
  text: string;
  shopUrl: string;
  /** The list that it reads. */
  path: string;
};

/** A line for a terminal that asks the shop with a key. */
export function CurlLine({ text, shopUrl, path }: Props) {
  const t = useTranslations("adminApiKeys");
  const line = curlLine(shopUrl, path);
  return (
    <div className="mt-3">
      <p className="text-[0.9375rem]">{text}</p>
      <code className="mt-2 block text-sm wrap-anywhere text-ink">{line}</code>
      <CopyButton text={line}>{t("copyLine")}</CopyButton>
    </div>
  );
}
