/** What the API takes and shows of saved views. */
import { type Static, Type } from "typebox";
import { Closed, Line, Uuid } from "../../../platform/schema.ts";
import { StaffListQuery } from "../products/staff-list.ts";

const { q, status, category, sort } = StaffListQuery.properties;
export const ViewFilters = Closed({ q, status, category, sort });
export type ViewFilters = Static<typeof ViewFilters>;

export const NewView = Closed({ name: Line(60), filters: ViewFilters });
export const SavedView = Closed({ id: Uuid, name: Type.String(), filters: ViewFilters });
export type NewView = Static<typeof NewView>;
