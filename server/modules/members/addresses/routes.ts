import { type Static, Type } from "typebox";
import { accountOf, signedIn } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { problems } from "../../../platform/http/problem.ts";
import { Closed, Uuid } from "../../../platform/schema.ts";
import type { MembersContext } from "../context.ts";
import { LineInput, OrNull, PhoneInput, readLine, readPhone } from "../inputs.ts";
import { Address, presentAddress } from "./present.ts";
import { addAddress, listAddresses, removeAddress, updateAddress } from "./service.ts";

/** Full-width digits of Korean keyboards are accepted. */
const PostcodeInput = Type.String({
  pattern: "^\\s*[0-9\\uff10-\\uff19]{5}\\s*$",
  maxLength: 20,
  description: "5 digits",
});
const optional = {
  label: Type.Optional(OrNull(LineInput(20))),
  address2: Type.Optional(OrNull(LineInput(200))),
  memo: Type.Optional(OrNull(LineInput(200))),
  isDefault: Type.Optional(
    Type.Boolean({
      description: "false takes nothing away: another address becomes the default by being made it",
    }),
  ),
};
const required = {
  recipient: LineInput(60),
  phone: PhoneInput,
  postcode: PostcodeInput,
  address1: LineInput(200),
};
const NewAddress = Closed({ ...required, ...optional });
const AddressChanges = Type.Partial(Closed({ ...required, ...optional }), { additionalProperties: false });

export function addressRoutes(app: App, members: MembersContext): void {
  const tags = ["me"];
  const config = { access: signedIn() };

  app.get(
    "/api/v1/me/addresses",
    {
      config: { access: signedIn({ check: "token" }) },
      schema: { tags, response: { 200: Closed({ items: Type.Array(Address) }), ...problems(401, 403) } },
    },
    async (request) => ({ items: (await listAddresses(members, accountOf(request).id)).map(presentAddress) }),
  );

  app.post(
    "/api/v1/me/addresses",
    {
      config,
      schema: { tags, body: NewAddress, response: { 201: Address, ...problems(400, 401, 403, 409) } },
    },
    async (request, reply) => {
      const { isDefault = false, ...fields } = request.body;
      const added = await addAddress(members, accountOf(request).id, readAddress(fields), isDefault);
      return reply.code(201).send(presentAddress(added));
    },
  );

  const params = Closed({ id: Uuid });
  app.patch(
    "/api/v1/me/addresses/:id",
    {
      config,
      schema: {
        tags,
        params,
        body: AddressChanges,
        response: { 200: Address, ...problems(400, 401, 403, 404) },
      },
    },
    async (request) => {
      const { isDefault = false, ...changes } = request.body;
      const { id } = request.params;
      return presentAddress(
        await updateAddress(members, accountOf(request).id, id, readChanges(changes), isDefault),
      );
    },
  );

  app.delete(
    "/api/v1/me/addresses/:id",
    {
      config,
      schema: { tags, params, response: { 204: Type.Null(), ...problems(401, 403, 404) } },
    },
    async (request, reply) => {
      await removeAddress(members, accountOf(request).id, request.params.id);
      return reply.code(204).send(null);
    },
  );
}

type NewAddress = Static<typeof NewAddress>;
type AddressChanges = Static<typeof AddressChanges>;

/** Normalises the given fields for storage; omitted fields stay undefined. */
const readChanges = ({ label, recipient, phone, postcode, address1, address2, memo }: AddressChanges) => ({
  label: label && readLine(label),
  recipient: recipient && readLine(recipient),
  phone: phone && readPhone("/phone", phone),
  postcode: postcode && readPostcode(postcode),
  address1: address1 && readLine(address1),
  address2: address2 && readLine(address2),
  memo: memo && readLine(memo),
});

const readAddress = ({ label, recipient, phone, postcode, address1, address2, memo }: NewAddress) => ({
  label: label ? readLine(label) : null,
  recipient: readLine(recipient),
  phone: readPhone("/phone", phone),
  postcode: readPostcode(postcode),
  address1: readLine(address1),
  address2: address2 ? readLine(address2) : null,
  memo: memo ? readLine(memo) : null,
});

const readPostcode = (typed: string): string => typed.normalize("NFKC").trim();
