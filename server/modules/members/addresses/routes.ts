import { type Static, Type } from "typebox";
import { accountOf, signedIn } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Closed, Line, OrNull, PhoneInput, Plain, Uuid } from "../../../platform/schema.ts";
import type { MembersContext } from "../context.ts";
import { NameInput } from "../inputs.ts";
import { Address, presentAddress } from "./present.ts";
import { addAddress, getAddress, listAddresses, removeAddress, updateAddress } from "./service.ts";

const Postcode = Plain("^[0-9]{5}$", { description: "5 digits" });
const optional = {
  label: Type.Optional(OrNull(Line(20))),
  address2: Type.Optional(OrNull(Line(200))),
  memo: Type.Optional(OrNull(Line(200))),
  isDefault: Type.Optional(
    Type.Boolean({
      description: "false takes nothing away: another address becomes the default by being made it",
    }),
  ),
};
const required = {
  recipient: NameInput,
  phone: PhoneInput,
  postcode: Postcode,
  address1: Line(200),
};
const NewAddress = Closed({ ...required, ...optional });
type NewAddress = Static<typeof NewAddress>;
const AddressChanges = Type.Partial(Closed({ ...required, ...optional }), { additionalProperties: false });

export function addressRoutes(app: App, members: MembersContext): void {
  const tags = ["me"];
  const config = { access: signedIn() };

  app.get(
    "/api/v1/me/addresses",
    {
      config: { access: signedIn({ check: "token" }) },
      schema: {
        tags,
        summary: "List the member's addresses",
        response: { 200: Closed({ items: Type.Array(Address) }) },
      },
    },
    async (request) => ({ items: (await listAddresses(members, accountOf(request).id)).map(presentAddress) }),
  );

  app.post(
    "/api/v1/me/addresses",
    {
      config,
      schema: {
        tags,
        summary: "Add an address",
        problems: ["ADDRESS_LIMIT"],
        body: NewAddress,
        response: { 201: Address },
      },
    },
    async (request, reply) => {
      const { isDefault = false, ...fields } = request.body;
      const added = await addAddress(members, accountOf(request).id, newAddress(fields), isDefault);
      reply.header("location", `/api/v1/me/addresses/${added.id}`);
      return reply.code(201).send(presentAddress(added));
    },
  );

  const params = Closed({ id: Uuid });
  app.get(
    "/api/v1/me/addresses/:id",
    {
      config: { access: signedIn({ check: "token" }) },
      schema: { tags, summary: "Read an address", params, response: { 200: Address } },
    },
    async (request) => presentAddress(await getAddress(members, accountOf(request).id, request.params.id)),
  );

  app.patch(
    "/api/v1/me/addresses/:id",
    {
      config,
      schema: {
        tags,
        summary: "Change an address",
        params,
        body: AddressChanges,
        response: { 200: Address },
      },
    },
    async (request) => {
      const { isDefault = false, ...changes } = request.body;
      const { id } = request.params;
      return presentAddress(await updateAddress(members, accountOf(request).id, id, changes, isDefault));
    },
  );

  app.delete(
    "/api/v1/me/addresses/:id",
    {
      config,
      schema: { tags, summary: "Remove an address", params, response: { 204: Type.Null() } },
    },
    async (request, reply) => {
      await removeAddress(members, accountOf(request).id, request.params.id);
      return reply.code(204).send(null);
    },
  );
}

/** A new address has no value where none was given. */
const newAddress = ({
  label = null,
  address2 = null,
  memo = null,
  ...needed
}: Omit<NewAddress, "isDefault">) => ({
  ...needed,
  label,
  address2,
  memo,
});
