import clsx from "clsx";
import { Icon } from "@/components/ui/icon";
import { NoPicture, Picture } from "@/components/ui/picture";
import type { Locale } from "@/i18n/routing";
import { formatMoney } from "@/lib/money";
import type { Piece, SearchOption } from "@/lib/search/options";

type Props = {
  id: string;
  option: SearchOption;
  active: boolean;
  choose: () => void;
  category: string;
  locale: Locale;
};

export function SuggestionOption({ id, option, active, choose, category, locale }: Props) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
    <div
      aria-selected={active}
      className={clsx(
        "flex min-h-11 cursor-pointer items-center gap-3 px-4 py-1.5 text-[0.9375rem] hover:bg-sand",
        active && "bg-sand outline-2 -outline-offset-2 outline-ink",
      )}
      id={id}
      onClick={choose}
      // The field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      role="option"
    >
      {"q" in option ? (
        <>
          <Icon
            className="shrink-0 text-soft"
            name={option.kind === "recent" ? "back" : "search"}
            size={18}
          />
          <span className="truncate">{option.q}</span>
        </>
      ) : (
        <Thing category={category} locale={locale} option={option} />
      )}
    </div>
  );
}

type ThingProps = {
  option: Exclude<SearchOption, { q: string }>;
} & Pick<Props, "category" | "locale">;

function Thing({ option, category, locale }: ThingProps) {
  if (option.kind === "category")
    return (
      <>
        <Icon className="shrink-0 text-soft" name="right" size={18} />
        <Name pieces={option.pieces} />
        <span className="ml-auto shrink-0 text-[0.8125rem] text-soft">{category}</span>
      </>
    );
  const look = "size-11 shrink-0 overflow-hidden rounded-md";
  return (
    <>
      {option.image ? (
        <Picture className={look} decorative image={option.image} sizes="44px" />
      ) : (
        <NoPicture className={look} />
      )}
      <Name pieces={option.pieces} />
      <span className="ml-auto shrink-0 font-semibold tabular-nums">{formatMoney(option.price, locale)}</span>
    </>
  );
}

const Name = ({ pieces }: { pieces: readonly Piece[] }) => (
  <span className="min-w-0 truncate">
    {pieces.map(({ text, typed }, at) =>
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name, and their order is fixed
      typed ? <b key={at}>{text}</b> : <span key={at}>{text}</span>,
    )}
  </span>
);
