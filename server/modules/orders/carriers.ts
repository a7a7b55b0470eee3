/** Carriers that the shop knows. A parcel may name any other; then no page shows where it is. Pure. */
import type { Language } from "../../platform/language.ts";

interface Carrier {
  readonly code: string;
  readonly name: string;
  readonly english: string;
  /** What people call it too, in small letters and without spaces. */
  readonly others: readonly string[];
  /** The address at which the carrier shows a parcel, without its number at the end. */
  readonly trackingPage: string;
}

const carriers: readonly Carrier[] = [
  {
    code: "cj",
    name: "CJ대한통운",
    english: "CJ Logistics",
    others: ["대한통운", "cj택배", "씨제이대한통운", "cjlogistics"],
    trackingPage: "https://trace.cjlogistics.com/next/tracking.html?wblNo=",
  },
  {
    code: "post",
    name: "우체국택배",
    english: "Korea Post",
    others: ["우체국", "우편", "epost", "koreapost"],
    trackingPage: "https://service.epost.go.kr/trace.RetrieveDomRigiTraceList.comm?sid1=",
  },
  {
    code: "hanjin",
    name: "한진택배",
    english: "Hanjin",
    others: ["한진"],
    trackingPage: "https://www.hanjin.com/kor/CMS/DeliveryMgr/WaybillResult.do?mCode=MN038&wblnumText2=",
  },
  {
    code: "lotte",
    name: "롯데택배",
    english: "Lotte Logistics",
    others: ["롯데", "롯데글로벌로지스", "현대택배"],
    trackingPage: "https://www.lotteglogis.com/home/reservation/tracking/linkView?InvNo=",
  },
  {
    code: "logen",
    name: "로젠택배",
    english: "Logen",
    others: ["로젠"],
    trackingPage: "https://www.ilogen.com/web/personal/trace/",
  },
];

const compact = (name: string): string => name.toLowerCase().replaceAll(/[\s-]/g, "");

function find(carrier: string): Carrier | undefined {
  const called = compact(carrier);
  return carriers.find(
    ({ code, name, english, others }) =>
      code === called || [name, english].some((each) => compact(each) === called) || others.includes(called),
  );
}

/** The name of a carrier that is known by its code or by what people call it; any other is its own name. */
export const carrierName = (carrier: string, language: Language = "ko"): string =>
  find(carrier)?.[language === "en" ? "english" : "name"] ?? carrier;

export function trackingUrl(carrier: string, trackingNumber: string): string | null {
  const known = find(carrier);
  return known ? known.trackingPage + encodeURIComponent(trackingNumber.replaceAll("-", "")) : null;
}
