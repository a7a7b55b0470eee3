/** Outlines: SVG path data from a few numbers. */

export type Point = readonly [x: number, y: number];

const fix = (value: number): string => String(Math.round(value * 10) / 10);
const at = (x: number, y: number): string => `${fix(x)} ${fix(y)}`;

/** Curve commands through `points` (Catmull-Rom as Béziers), without the move. A double point is a corner. */
function through(points: readonly Point[]): string {
  let d = "";
  for (let index = 0; index < points.length - 1; index += 1) {
    const from = points[index] as Point;
    const to = points[index + 1] as Point;
    const before = points[index - 1] ?? from;
    const after = points[index + 2] ?? to;
    d += `C${at(from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6)} `;
    d += `${at(to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6)} ${at(to[0], to[1])}`;
  }
  return d;
}

/** An open smooth line. */
export function curve(points: readonly Point[]): string {
  const [x, y] = points[0] as Point;
  return `M${at(x, y)}${through(points)}`;
}

/** A closed smooth outline. */
export const blob = (points: readonly Point[]): string => `${curve([...points, points[0] as Point])}Z`;

/**
 * A turned body seen from slightly above. `profile` lists radius and height from the top down. `tilt` is the
 * height of the top and bottom ellipses over their width.
 */
export function lathe(cx: number, profile: readonly Point[], tilt = 0.2): string {
  const left = profile.map(([radius, y]): Point => [cx - radius, y]);
  const right = profile.map(([radius, y]): Point => [cx + radius, y]).reverse();
  const [topRadius, topY] = profile[0] as Point;
  const [bottomRadius] = profile.at(-1) as Point;
  const [bottomX, bottomY] = right[0] as Point;
  return (
    `M${at(cx - topRadius, topY)}${through(left)}` +
    `A${at(bottomRadius, bottomRadius * tilt)} 0 0 0 ${at(bottomX, bottomY)}${through(right)}` +
    `A${at(topRadius, topRadius * tilt)} 0 0 0 ${at(cx - topRadius, topY)}Z`
  );
}

/** A rectangle with corners rounded by `r`. */
export function box(x: number, y: number, width: number, height: number, r = 0): string {
  const corner = Math.min(r, width / 2, height / 2);
  const turn = (dx: number, dy: number): string => (corner ? `a${corner} ${corner} 0 0 1 ${at(dx, dy)}` : "");
  return (
    `M${at(x + corner, y)}h${fix(width - 2 * corner)}${turn(corner, corner)}v${fix(height - 2 * corner)}` +
    `${turn(-corner, corner)}h${fix(2 * corner - width)}${turn(-corner, -corner)}` +
    `v${fix(2 * corner - height)}${turn(corner, -corner)}Z`
  );
}

export const oval = (cx: number, cy: number, rx: number, ry = rx): string =>
  `M${at(cx - rx, cy)}a${at(rx, ry)} 0 1 1 ${at(2 * rx, 0)}a${at(rx, ry)} 0 1 1 ${at(-2 * rx, 0)}Z`;

export const polygon = (points: readonly Point[]): string =>
  `M${points.map(([x, y]) => at(x, y)).join("L")}Z`;
