import { notFound } from "next/navigation";

/** An unknown address is still a page of the shop, with its header and its words. */
export default function UnknownPage() {
  notFound();
}
