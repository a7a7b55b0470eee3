/** A line costs about 430 bytes: once in the HTML and once in the data for React. */
const LINE =
  "머그컵 · 볕뉘 · 12,900원 · 조용한 아침에 어울리는 두툼하고 따뜻한 머그컵이에요. 손잡이가 넓어요.";
const LINE_BYTES = 430;

/** Renders a page of about `bytes` bytes anew for each request, from nothing but text. */
export default async function Page({ searchParams }) {
  const { bytes = "100000" } = await searchParams;
  const lines = Array.from({ length: Math.round(Number(bytes) / LINE_BYTES) }, (_, at) => at);
  return (
    <ul>
      {lines.map((at) => (
        <li className="line" key={at}>
          {LINE}
        </li>
      ))}
    </ul>
  );
}
