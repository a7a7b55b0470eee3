import clsx from "clsx";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import { ShopLink } from "@/components/ui/shop-link";

type Props = {
  title: string;
  intro?: ReactNode;
  /** The page above this one. */
  up?: { name: string; path: string };
  /** What can be done here, beside the title. */
  actions?: ReactNode;
  children: ReactNode;
};

/** A page of the back office: the way up, its title, what can be done. */
export function AdminPage({ title, intro, up, actions, children }: Props) {
  return (
    <div className="mx-auto max-w-6xl pt-5 md:pt-8">
      {up && (
        <ShopLink
          className={clsx(
            "-ml-1.5 inline-flex min-h-11 items-center gap-0.5 pr-3 text-[0.9375rem] text-soft",
            "hover:text-ink",
          )}
          href={up.path}
        >
          <Icon name="left" size={18} />
          {up.name}
        </ShopLink>
      )}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <h1 className="text-2xl font-bold md:text-3xl">{title}</h1>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {intro && <p className="mt-2 max-w-3xl text-soft">{intro}</p>}
      <div className="mt-6">{children}</div>
    </div>
  );
}
