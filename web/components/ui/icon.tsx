/** Stroke icons on a grid of 24, drawn as markup, so that a server component uses them without any script. */
const paths = {
  search: ["M11 4.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Z", "m16 16 4.5 4.5"],
  bag: [
    "M5.5 8.5h13l.9 10.4a1.5 1.5 0 0 1-1.5 1.6H6.1a1.5 1.5 0 0 1-1.5-1.6Z",
    "M8.75 11V7.25a3.25 3.25 0 0 1 6.5 0V11",
  ],
  right: ["m9.5 5.5 6.5 6.5-6.5 6.5"],
  left: ["M14.5 5.5 8 12l6.5 6.5"],
  down: ["m5.5 9.5 6.5 6.5 6.5-6.5"],
  arrow: ["M4.5 12h15", "m13 5.5 6.5 6.5-6.5 6.5"],
  check: ["m5 12.5 4.5 4.5L19 7.5"],
  close: ["m6 6 12 12", "M18 6 6 18"],
  plus: ["M12 5.5v13", "M5.5 12h13"],
  minus: ["M5.5 12h13"],
  sliders: [
    "M4 8h9",
    "M19 8h1",
    "M16 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z",
    "M4 16h1",
    "M11 16h9",
    "M8 13.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z",
  ],
  truck: [
    "M3 6.5h10.5v10H3Z",
    "M13.5 10h4l3 3.2v3.3h-7Z",
    "M7 15a1.75 1.75 0 1 1 0 3.5A1.75 1.75 0 0 1 7 15Z",
    "M17 15a1.75 1.75 0 1 1 0 3.5 1.75 1.75 0 0 1 0-3.5Z",
  ],
  back: ["M4.5 9.5h10a5 5 0 0 1 0 10H8", "M8.5 5 4 9.5 8.5 14"],
  lock: ["M6 10.5h12v9.5H6Z", "M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5"],
  alert: ["M12 4 2.8 19.5h18.4Z", "M12 10v4.5", "M12 17.2v.1"],
  person: ["M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8Z", "M4.5 20.5a7.5 7.5 0 0 1 15 0"],
  mail: ["M3.5 5.5h17v13.5h-17Z", "m4 6.5 8 6.5 8-6.5"],
  key: ["M8 9a4 4 0 1 1 0 8 4 4 0 0 1 0-8Z", "m11 10.5 7-6.5 2.5 2.5-2 2-1.5-1.5"],
  phone: ["M7.5 3.5h9v17h-9Z", "M11 17.5h2"],
  screen: ["M3.5 5h17v11h-17Z", "M8.5 20h7", "M12 16v4"],
  card: ["M3.5 6h17v12.5h-17Z", "M3.5 10h17", "M7 15h3.5"],
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 20, className }: { name: IconName; size?: number; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      className={className}
      fill="none"
      height={size}
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeWidth={1.7}
      viewBox="0 0 24 24"
      width={size}
    >
      {paths[name].map((d) => (
        <path d={d} key={d} />
      ))}
    </svg>
  );
}
