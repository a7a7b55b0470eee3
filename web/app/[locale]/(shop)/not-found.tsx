import { missingMetadata } from "@/lib/page-metadata";

/** Next.js takes the title of every page with the status 404 from here. */
export const generateMetadata = () => missingMetadata();

/** Never drawn: pages draw <Missing>. Next.js puts what stands here into the data of every page. */
export default function NeverDrawn() {
  return null;
}
