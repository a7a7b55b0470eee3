/** Carriers that the shop knows. A parcel may name any other; then no page shows where it is. Pure. */
interface Carrier {
  readonly code: string;
  readonly name: string;
  /** The address at which the carrier shows a parcel, without its number at the end. */
  readonly trackingPage: string;
}

const carriers: readonly Carrier[] = [
  {
    code: "cj",
    name: "CJ대한통운",
    trackingPage: "https://trace.cjlogistics.com/next/tracking.html?wblNo=",
  },
  {
    code: "post",
    name: "우체국택배",
    trackingPage: "https://service.epost.go.kr/trace.RetrieveDomRigiTraceList.comm?sid1=",
  },
  {
    code: "hanjin",
    name: "한진택배",
    trackingPage: "https://www.hanjin.com/kor/CMS/DeliveryMgr/WaybillResult.do?mCode=MN038&wblnumText2=",
  },
  {
    code: "lotte",
    name: "롯데택배",
    trackingPage: "https://www.lotteglogis.com/home/reservation/tracking/linkView?InvNo=",
  },
  { code: "logen", name: "로젠택배", trackingPage: "https://www.ilogen.com/web/personal/trace/" },
];

const find = (carrier: string): Carrier | undefined =>
  carriers.find(({ code, name }) => code === carrier.toLowerCase() || name === carrier);

/** The name of a carrier that is known by its code; any other carrier is its own name. */
export const carrierName = (carrier: string): string => find(carrier)?.name ?? carrier;

export function trackingUrl(carrier: string, trackingNumber: string): string | null {
  const known = find(carrier);
  return known ? known.trackingPage + encodeURIComponent(trackingNumber.replaceAll("-", "")) : null;
}
