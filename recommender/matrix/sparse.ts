/**
 * A sparse matrix in compressed rows (CSR). The entries of row r are `columns[k]` and `values[k]` for k from
 * `starts[r]` to before `starts[r + 1]`. Builders keep the order in which entries were given, and sum
 * nothing.
 */
export interface Sparse {
  readonly rows: number;
  readonly width: number;
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array;
}

/** The matrix with one entry for each position k of the given arrays; all ones without values. */
export function sparseFrom(
  rows: number,
  width: number,
  rowOf: Uint32Array,
  columnOf: Uint32Array,
  values?: Float32Array,
): Sparse {
  const starts = startsOf(rows, rowOf);
  const next = starts.slice();
  const columns = new Uint32Array(rowOf.length);
  const kept = new Float32Array(rowOf.length);
  for (let k = 0; k < rowOf.length; k++) {
    const row = rowOf[k] as number;
    const at = next[row] as number;
    next[row] = at + 1;
    columns[at] = columnOf[k] as number;
    kept[at] = values === undefined ? 1 : (values[k] as number);
  }
  return { rows, width, starts, columns, values: kept };
}

function startsOf(rows: number, rowOf: Uint32Array): Uint32Array {
  const starts = new Uint32Array(rows + 1);
  for (const row of rowOf) starts[row + 1] = (starts[row + 1] as number) + 1;
  for (let row = 0; row < rows; row++)
    starts[row + 1] = (starts[row + 1] as number) + (starts[row] as number);
  return starts;
}

/** The matrix of lists: row r has a one at each of its list's numbers. */
export function sparseOfLists(lists: readonly ArrayLike<number>[], width: number): Sparse {
  const starts = new Uint32Array(lists.length + 1);
  for (const [row, list] of lists.entries()) starts[row + 1] = (starts[row] as number) + list.length;
  const columns = new Uint32Array(starts[lists.length] as number);
  for (const [row, list] of lists.entries()) columns.set(list, starts[row] as number);
  return { rows: lists.length, width, starts, columns, values: new Float32Array(columns.length).fill(1) };
}

/** Rows and columns change places. Entries of a new row are in the order of the old rows. */
export function transposed({ rows, width, starts, columns, values }: Sparse): Sparse {
  const newStarts = startsOf(width, columns);
  const next = newStarts.slice();
  const newColumns = new Uint32Array(columns.length);
  const newValues = new Float32Array(columns.length);
  for (let row = 0; row < rows; row++) {
    for (let k = starts[row] as number, end = starts[row + 1] as number; k < end; k++) {
      const column = columns[k] as number;
      const at = next[column] as number;
      next[column] = at + 1;
      newColumns[at] = row;
      newValues[at] = values[k] as number;
    }
  }
  return { rows: width, width: rows, starts: newStarts, columns: newColumns, values: newValues };
}

/** One entry for each column of a row: equal columns are summed up to `most`. Columns ascend. */
export function summed(matrix: Sparse, most = Number.POSITIVE_INFINITY): Sparse {
  const sorted = transposed(transposed(matrix));
  const starts = new Uint32Array(matrix.rows + 1);
  const { columns, values } = sorted;
  let at = 0;
  for (let row = 0; row < matrix.rows; row++) {
    const begin = at;
    for (let k = sorted.starts[row] as number, end = sorted.starts[row + 1] as number; k < end; k++) {
      const column = columns[k] as number;
      const value = values[k] as number;
      if (at > begin && columns[at - 1] === column) {
        values[at - 1] = Math.min(most, (values[at - 1] as number) + value);
      } else {
        columns[at] = column;
        values[at++] = Math.min(most, value);
      }
    }
    starts[row + 1] = at;
  }
  return {
    rows: matrix.rows,
    width: matrix.width,
    starts,
    columns: columns.slice(0, at),
    values: values.slice(0, at),
  };
}

export const rowLength = ({ starts }: Sparse, row: number): number =>
  (starts[row + 1] as number) - (starts[row] as number);

export const rowColumns = ({ starts, columns }: Sparse, row: number): Uint32Array =>
  columns.subarray(starts[row], starts[row + 1]);

export const rowValues = ({ starts, values }: Sparse, row: number): Float32Array =>
  values.subarray(starts[row], starts[row + 1]);

/** The number of entries in each column. */
export function columnCounts({ width, columns }: Sparse): Uint32Array {
  const counts = new Uint32Array(width);
  for (const column of columns) counts[column] = (counts[column] as number) + 1;
  return counts;
}
