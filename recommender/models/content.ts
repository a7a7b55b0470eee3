/**
 * Likeness of items by what is said about them: pieces of three and four letters of the title, words, brand,
 * categories and price band, hashed to 2¹⁸ numbers and weighed by idf. Cosine over the pieces that at most
 * one item in twenty has, and 400 items: what many have says little, and would take most of the time.
 */

import { type Sparse, sparseFrom, summed, transposed } from "../matrix/sparse.ts";
import { bestOf } from "../matrix/top.ts";
import { hashOf } from "../store/columns.ts";
import type { ItemFacts } from "../types.ts";

const WIDTH = 2 ** 18;

/** The most similar items of each item, best first. */
export function contentNeighbours(items: readonly ItemFacts[], neighbours: number): Sparse {
  const features = weighed(summed(featuresOf(items)), Math.min(400, Math.max(100, items.length / 20)));
  const byFeature = transposed(features);
  const sums = new Float64Array(items.length);
  const touched = new Uint32Array(items.length);
  const best = bestOf(neighbours);
  const rowOf: number[] = [];
  const columns: number[] = [];
  const values: number[] = [];
  for (let item = 0; item < items.length; item++) {
    let size = 0;
    for (let k = features.starts[item] as number; k < (features.starts[item + 1] as number); k++) {
      const feature = features.columns[k] as number;
      const weight = features.values[k] as number;
      if (weight === 0) continue;
      const end = byFeature.starts[feature + 1] as number;
      for (let m = byFeature.starts[feature] as number; m < end; m++) {
        const other = byFeature.columns[m] as number;
        if (sums[other] === 0) touched[size++] = other;
        sums[other] = (sums[other] as number) + weight * (byFeature.values[m] as number);
      }
    }
    for (let k = 0; k < size; k++) {
      const other = touched[k] as number;
      if (other !== item && (sums[other] as number) > LEAST) best.offer(other, sums[other] as number);
      sums[other] = 0;
    }
    const { entries, scores } = best.take();
    for (const [k, other] of entries.entries()) {
      rowOf.push(item);
      columns.push(other);
      values.push(scores[k] as number);
    }
  }
  return sparseFrom(
    items.length,
    items.length,
    Uint32Array.from(rowOf),
    Uint32Array.from(columns),
    Float32Array.from(values),
  );
}

/** Less than this is chance. */
const LEAST = 0.02;

function featuresOf(items: readonly ItemFacts[]): Sparse {
  const rowOf: number[] = [];
  const columns: number[] = [];
  const values: number[] = [];
  for (const [row, item] of items.entries()) {
    for (const [feature, weight] of pieces(item)) {
      rowOf.push(row);
      columns.push(hashOf(feature)[0] % WIDTH);
      values.push(weight);
    }
  }
  return sparseFrom(
    items.length,
    WIDTH,
    Uint32Array.from(rowOf),
    Uint32Array.from(columns),
    Float32Array.from(values),
  );
}

function* pieces({ title, brand, categories, price }: ItemFacts): Generator<[string, number]> {
  const text = title.normalize("NFC").toLowerCase();
  for (const word of text.split(/[^\p{L}\p{N}]+/u)) {
    if (word.length < 2) continue;
    yield [`w:${word}`, 1];
    const letters = [...`^${word}$`];
    for (const size of [3, 4])
      for (let at = 0; at + size <= letters.length; at++)
        yield [`n:${letters.slice(at, at + size).join("")}`, 0.5];
  }
  if (brand !== null) yield [`b:${brand}`, 1.5];
  for (const category of categories) yield [`c:${category}`, 2];
  if (price > 0) yield [`p:${Math.round(2 * Math.log2(price))}`, 0.7];
}

/** Rows of length one, with idf. */
function weighed(features: Sparse, most: number): Sparse {
  const byFeature = transposed(features);
  const { rows, starts, columns } = features;
  const values = features.values.slice();
  for (let row = 0; row < rows; row++) {
    let length = 0;
    for (let k = starts[row] as number; k < (starts[row + 1] as number); k++) {
      const feature = columns[k] as number;
      const count = (byFeature.starts[feature + 1] as number) - (byFeature.starts[feature] as number);
      const value = count > most ? 0 : (values[k] as number) * Math.log(1 + rows / count);
      values[k] = value;
      length += value * value;
    }
    const scale = length === 0 ? 0 : 1 / Math.sqrt(length);
    for (let k = starts[row] as number; k < (starts[row + 1] as number); k++)
      values[k] = (values[k] as number) * scale;
  }
  return { ...features, values };
}
