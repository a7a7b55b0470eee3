import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountPage, Panel } from "@/components/account/account-page";
import { ClientWords } from "@/components/client-words";
import { OwnReviews } from "@/components/review/own-reviews";
import { ReviewableItem } from "@/components/review/reviewable-item";
import { accountMetadata } from "@/lib/account/page-title";
import { unwrap } from "@/lib/api/problem";
import { listMyReviews, listReviewable } from "@/lib/api/reviews";
import { visitorApi } from "@/lib/api/server";
import { requireMember } from "@/lib/session/member";

export const generateMetadata = (): Promise<Metadata> => accountMetadata("reviews");

const AT_ONCE = 50;

/** What the member may review, and what the member has said. */
export default async function ReviewsPage() {
  await requireMember();
  const [t, words, api] = await Promise.all([
    getTranslations("account"),
    getTranslations("myReviews"),
    visitorApi(),
  ]);
  const [reviewable, own] = await Promise.all([
    listReviewable(api, { limit: AT_ONCE }).then(unwrap),
    listMyReviews(api, { limit: AT_ONCE }).then(unwrap),
  ]);
  return (
    <AccountPage title={t("pages.reviews")}>
      <ClientWords of={["reviews", "myReviews", "form", "account.form"]}>
        <Panel id="reviewable" title={words("reviewable")}>
          {reviewable.items.length === 0 && <p className="text-soft">{words("noneReviewable")}</p>}
          <ul className="divide-y divide-line">
            {reviewable.items.map((line) => (
              <ReviewableItem key={line.orderLineId} line={line} />
            ))}
          </ul>
        </Panel>
        <Panel id="own" title={words("own")}>
          {own.items.length === 0 && <p className="text-soft">{words("noneOwn")}</p>}
          <OwnReviews reviews={own.items} />
        </Panel>
      </ClientWords>
    </AccountPage>
  );
}
