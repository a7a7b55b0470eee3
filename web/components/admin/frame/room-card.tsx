import type { ReactNode } from "react";

type Props = {
  /** Of the heading, once in a page. */
  id: string;
  title: string;
  children: ReactNode;
};

/** A part of a room that stands on a card of its own. */
export const RoomCard = ({ id, title, children }: Props) => (
  <section aria-labelledby={id} className="rounded-lg border border-line bg-white p-5">
    <h2 className="mb-4 text-lg font-bold" id={id}>
      {title}
    </h2>
    {children}
  </section>
);
