/** Stars, as a picture with a text. The text names the number, so the picture is drawn by letters alone. */
export function Stars({ rating, label }: { rating: number; label: string }) {
  const full = Math.round(rating);
  return (
    <span className="tracking-tight whitespace-nowrap">
      <span aria-hidden="true" className="text-accent">
        {"★".repeat(full)}
        <span className="text-edge">{"★".repeat(5 - full)}</span>
      </span>
      <span className="sr-only">{label}</span>
    </span>
  );
}
