import { useTranslations } from "next-intl";

export function AnswerText({ answer }: { answer: { text: string } }) {
  const t = useTranslations("reviews");
  return (
    <div className="mt-3 rounded-md bg-sand px-4 py-3 text-[0.9375rem]">
      <p className="font-semibold">{t("seller")}</p>
      <p className="mt-1 break-words whitespace-pre-line">{answer.text}</p>
    </div>
  );
}
