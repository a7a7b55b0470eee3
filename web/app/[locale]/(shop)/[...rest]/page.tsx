import { notFound } from "next/navigation";

/** Addresses that lead nowhere still belong to the shop: its header and its words. */
export default function UnknownPage() {
  notFound();
}
