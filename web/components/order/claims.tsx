"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useApi } from "@/lib/api/browser";
import { listClaims } from "@/lib/api/claims";
import { getOrder } from "@/lib/api/orders";
import type { Claim, FullOrder } from "@/lib/api/types";
import { mayClaim } from "@/lib/checkout/claim-choice";
import { ClaimCard } from "./claim-card";
import { ClaimWizard } from "./claim-wizard";

type Props = { order: FullOrder; guestToken: string | undefined; changed: (order: FullOrder) => void };

/** The returns and exchanges of an order, and the way to ask for one. */
export function Claims({ order, guestToken, changed }: Props) {
  const t = useTranslations("claims");
  const api = useApi();
  const [claims, setClaims] = useState<Claim[]>([]);
  const { id } = order;
  const moves = order.events.filter(({ type }) => type.startsWith("claim_")).length;

  useEffect(() => {
    if (moves === 0) return;
    let left = false;
    void listClaims(api, id, guestToken).then((answer) => {
      if (answer.ok && !left) setClaims(answer.data.items);
    });
    return () => {
      left = true;
    };
  }, [api, id, guestToken, moves]);

  /** The order counts the pieces of its claims, and each move is an event that renews the list. */
  const renew = async () => {
    const answer = await getOrder(api, id, guestToken);
    if (answer.ok) changed(answer.data);
  };
  const open = mayClaim(order);
  if (!open && claims.length === 0) return null;
  return (
    <section aria-labelledby="claims">
      <h2 className="text-xl font-bold" id="claims">
        {t("title")}
      </h2>
      <ul className="mt-4 space-y-3">
        {claims.map((claim) => (
          <ClaimCard changed={renew} claim={claim} guestToken={guestToken} key={claim.id} orderId={id} />
        ))}
      </ul>
      {open && (
        <div className="mt-4">
          <ClaimWizard changed={() => void renew()} claims={claims} guestToken={guestToken} order={order} />
        </div>
      )}
    </section>
  );
}
