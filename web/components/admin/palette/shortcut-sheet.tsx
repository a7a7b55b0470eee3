"use client";

import { useTranslations } from "next-intl";
import { letters } from "@/lib/admin/commands";
import { rooms } from "@/lib/admin/rooms";

type Props = {
  /** Of the rooms that this role opens. */
  paths: readonly string[];
  lettersOn: boolean;
  turnLetters: (on: boolean) => void;
  close: () => void;
};

/** All keys of the back office, and whether letters count. */
export function ShortcutSheet({ paths, lettersOn, turnLetters, close }: Props) {
  const t = useTranslations("palette");
  const names = useTranslations("adminFrame.rooms");
  const opened = Object.entries(letters).flatMap(([letter, path]) => {
    const room = rooms.find((each) => each.path === path);
    return room && paths.includes(room.path) ? [{ keys: `g ${letter}`, words: names(room.name) }] : [];
  });
  const keys = [
    { keys: "Ctrl K · ⌘ K", words: t("open") },
    { keys: "/", words: t("toSearch") },
    { keys: "?", words: t("sheet") },
    ...opened,
  ];
  return (
    <div className="p-6">
      <h2 className="text-lg font-bold">{t("sheet")}</h2>
      <dl className="mt-4 grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
        {keys.map((each) => (
          <div className="contents" key={each.keys}>
            <dt>
              <kbd className="rounded-sm border border-line bg-sand px-2 py-0.5 text-sm">{each.keys}</kbd>
            </dt>
            <dd>{each.words}</dd>
          </div>
        ))}
      </dl>
      <label className="mt-5 flex min-h-11 items-center gap-3">
        <input
          checked={lettersOn}
          className="size-5 accent-ink"
          onChange={({ currentTarget }) => turnLetters(currentTarget.checked)}
          type="checkbox"
        />
        {t("letters")}
      </label>
      <button className="button button-ink mt-4 w-full" onClick={close} type="button">
        {t("close")}
      </button>
    </div>
  );
}
