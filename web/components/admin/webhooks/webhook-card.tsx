import { useLocale, useTranslations } from "next-intl";
import { Mark } from "@/components/admin/frame/mark";
import { ShopLink } from "@/components/ui/shop-link";
import { listAddress } from "@/lib/admin/list-address";
import { webhookTones } from "@/lib/admin/status-tones";
import { useEventName } from "@/lib/admin/webhooks/events";
import type { Webhook } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { WebhookActions } from "./webhook-actions";

type Props = { webhook: Webhook; chosen: boolean; mayWrite: boolean };

/** One endpoint: where it is, what it asked for, how it fares. */
export function WebhookCard({ webhook, chosen, mayWrite }: Props) {
  const t = useTranslations("adminWebhooks");
  const nameOf = useEventName();
  const locale = useLocale();
  const { id, url, events, status, disabledReason, failingSince, oldSecretUntil } = webhook;
  const at = (moment: string) => ({ time: formatDateTime(moment, locale) });
  return (
    <li className="rounded-lg border border-line bg-white p-5">
      <h2 className="font-bold break-all">{url}</h2>
      <p className="mt-1 text-[0.9375rem] text-soft">{events.map(nameOf).join(", ")}</p>
      <p className="mt-2 text-[0.9375rem]">
        <Mark tone={webhookTones[status]}>{t(`statuses.${status}`)}</Mark>
        {disabledReason && <> · {t(`reasons.${disabledReason}`)}</>}
        {!disabledReason && failingSince && <> · {t("failingSince", at(failingSince))}</>}
      </p>
      {oldSecretUntil && <p className="text-[0.9375rem] text-soft">{t("oldSecret", at(oldSecretUntil))}</p>}
      <div className="mt-2 flex flex-wrap items-center gap-x-4">
        <ShopLink
          aria-current={chosen ? "true" : undefined}
          className="inline-flex min-h-11 items-center text-link"
          href={listAddress("/admin/webhooks", { id })}
        >
          {t("showDeliveries")}
          <span className="sr-only"> {url}</span>
        </ShopLink>
        {mayWrite && <WebhookActions webhook={webhook} />}
      </div>
    </li>
  );
}
