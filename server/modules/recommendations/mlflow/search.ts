/** Pages of what a search finds. Pure. */
import { DomainError, inputProblem } from "../../../platform/errors.ts";
import { type FieldReader, readFilter, readOrder } from "./filter.ts";

export interface SearchRequest {
  readonly filter?: string;
  readonly max_results?: number;
  readonly order_by?: string | readonly string[];
  readonly page_token?: string;
}

interface FoundPage<Entity> {
  readonly found: Entity[];
  readonly next_page_token?: string;
}

const STANDARD_PAGE = 1_000;

/** Throws INVALID_INPUT for a filter or an order that cannot be read. */
export function findEntities<Entity>(
  entities: readonly Entity[],
  fieldsOf: (entity: Entity) => FieldReader,
  { filter = "", order_by = [], max_results = STANDARD_PAGE, page_token = "0" }: SearchRequest,
): FoundPage<Entity> {
  const holds = readFilter(filter);
  if (holds === null) throw unreadable("filter");
  const order = readOrder([order_by].flat());
  if (order === null) throw unreadable("order_by");
  const found = entities
    .map((entity) => ({ entity, fields: fieldsOf(entity) }))
    .filter(({ fields }) => holds(fields))
    .sort((left, right) => order(left.fields, right.fields))
    .map(({ entity }) => entity);
  const from = Number(page_token);
  const next = from + max_results;
  return {
    found: found.slice(from, next),
    ...(next < found.length && { next_page_token: String(next) }),
  };
}

/** With the names that MLflow's clients look for. */
const unreadable = (field: string): DomainError =>
  new DomainError("INVALID_INPUT", {
    errors: [inputProblem(`/${field}`, "FORMAT")],
    error_code: "INVALID_PARAMETER_VALUE",
    message: `${field} cannot be read`,
  });

export const missing = (what: string): DomainError =>
  new DomainError("NOT_FOUND", { error_code: "RESOURCE_DOES_NOT_EXIST", message: `no such ${what}` });
