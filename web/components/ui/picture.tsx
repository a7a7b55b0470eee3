import clsx from "clsx";
import type { Image } from "@/lib/api/types";

type Props = {
  image: Image;
  /** The drawn width, as the sizes attribute writes it. */
  sizes: string;
  /** The largest picture of the first screen, which is loaded first. */
  first?: boolean;
  /** True beside text that says the same. */
  decorative?: boolean;
  className?: string;
};

/** A picture in the best format the browser knows. Its place and colour are there before it is loaded. */
export function Picture({ image, sizes, first = false, decorative = false, className }: Props) {
  return (
    <picture>
      {image.sources.map(({ type, srcset }) => (
        <source key={type} sizes={sizes} srcSet={srcset} type={type} />
      ))}
      <img
        alt={decorative ? "" : image.alt}
        className={clsx("object-cover", className)}
        decoding={first ? "sync" : "async"}
        fetchPriority={first ? "high" : undefined}
        height={image.height}
        loading={first ? "eager" : "lazy"}
        src={image.url}
        style={{ backgroundColor: image.color }}
        width={image.width}
      />
    </picture>
  );
}

type NoPictureProps = {
  className?: string | undefined;
  /** Of what is shown, where its name is known: it stands for the picture. */
  colour?: string | undefined;
};

/** Drawn for a product, or for a colour of it, without a picture. */
export function NoPicture({ className, colour }: NoPictureProps) {
  if (colour !== undefined)
    return (
      <div
        aria-hidden="true"
        className={clsx("border border-line", className)}
        style={{ backgroundColor: colour }}
      />
    );
  return (
    <div aria-hidden="true" className={clsx("grid place-items-center bg-sand text-edge", className)}>
      <svg
        aria-hidden="true"
        fill="none"
        height="36"
        stroke="currentColor"
        strokeWidth="1.5"
        viewBox="0 0 24 24"
        width="36"
      >
        <circle cx="12" cy="13.5" r="6.5" />
        <path d="M12 7V4.5m0 2.5c2-2 4-2 5-1.5-1 1.5-3 2.5-5 1.5Z" />
      </svg>
    </div>
  );
}
