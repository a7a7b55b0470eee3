import { policyBlocks } from "@/lib/policies";

/** The text of a document, which is plain. */
export function PolicyText({ body }: { body: string }) {
  return (
    <div className="space-y-4 leading-[1.8]">
      {policyBlocks(body).map((block) =>
        block.kind === "paragraph" ? (
          <p className="whitespace-pre-line" key={block.text}>
            {block.text}
          </p>
        ) : (
          <ul className="list-disc space-y-1 pl-5" key={block.items.join()}>
            {block.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        ),
      )}
    </div>
  );
}
