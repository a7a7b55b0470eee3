import { Icon } from "./icon";
import { ShopLink } from "./shop-link";

type Props = { label: string; trail: { name: string; path: string }[] };

/** The path to this page. The heading names the page itself, so on phones the path ends before it. */
export function Breadcrumbs({ label, trail }: Props) {
  const last = trail.length - 1;
  return (
    <nav aria-label={label}>
      <ol className="flex items-center text-[0.8125rem] text-soft">
        {trail.map(({ name, path }, index) => (
          <li
            className={index === last ? "hidden min-w-0 items-center md:flex" : "flex items-center"}
            key={path}
          >
            {index > 0 && <Icon className="shrink-0 text-edge" name="right" size={13} />}
            {index === last ? (
              <span aria-current="page" className="truncate px-1">
                {name}
              </span>
            ) : (
              <ShopLink
                className="inline-flex min-h-11 items-center px-1 first:pl-0 hover:text-ink"
                href={path}
              >
                {name}
              </ShopLink>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
