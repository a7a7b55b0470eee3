import { useLocale, useTranslations } from "next-intl";
import { Mark } from "@/components/admin/frame/mark";
import { When } from "@/components/admin/frame/when";
import { deliveryTones } from "@/lib/admin/status-tones";
import { useEventName } from "@/lib/admin/webhooks/events";
import type { WebhookDelivery } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { DataTable } from "../frame/data-table";
import { Redeliver } from "./redeliver";

type Props = { deliveries: readonly WebhookDelivery[]; mayWrite: boolean };

/** What was sent to an endpoint, the newest first, and what came of it. */
export function DeliveryTable({ deliveries, mayWrite }: Props) {
  const t = useTranslations("adminWebhooks");
  const nameOf = useEventName();
  const locale = useLocale();
  const result = ({ lastAttempt }: WebhookDelivery) => {
    if (!lastAttempt) return t("notTried");
    const { status, failure, response } = lastAttempt;
    const words = failure ? t(`failures.${failure}`) : t("accepted");
    return (
      <>
        {status === null ? words : `${words} (HTTP ${status})`}
        {response && <code className="block max-w-96 text-[0.8125rem] break-all text-soft">{response}</code>}
      </>
    );
  };
  return (
    <DataTable
      caption={t("deliveries")}
      columns={[
        { name: "event", label: t("event"), cell: ({ type }) => nameOf(type) },
        { name: "created", label: t("at"), cell: ({ createdAt }) => <When at={createdAt} /> },
        {
          name: "state",
          label: t("state"),
          cell: ({ state, dueAt, attempts }) => (
            <>
              <Mark tone={deliveryTones[state]}>{t(`states.${state}`)}</Mark>
              {state === "waiting" && dueAt && attempts > 0 && (
                <span className="block text-sm text-soft">
                  {t("nextAt", { time: formatDateTime(dueAt, locale) })}
                </span>
              )}
            </>
          ),
        },
        { name: "attempts", label: t("attempts"), figures: true, cell: ({ attempts }) => attempts },
        { name: "result", label: t("result"), cell: result },
        {
          name: "again",
          label: t("redeliver"),
          quiet: true,
          cell: ({ id, type }) => mayWrite && <Redeliver event={nameOf(type)} id={id} />,
        },
      ]}
      keyOf={({ id }) => id}
      rows={deliveries}
    />
  );
}
