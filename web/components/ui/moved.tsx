import { sharedRender } from "@/lib/shared-render";
import { MoveOn } from "./move-on";

/**
 * In place of a page that has another address. Its status is 308, which a page cannot send once it is being
 * drawn: the proxy does. For a page that all guests share the server's page cache does, which knows it by the
 * word of its request, and keeps it until what has this id changes. A navigation of an open page goes on by
 * its script.
 */
export async function Moved({ to, id }: { to: string; id: string }) {
  const word = await sharedRender();
  return (
    <>
      {word && <meta content={`${word} ${to} ${id}`} name="moved" />}
      <MoveOn to={to} />
    </>
  );
}
