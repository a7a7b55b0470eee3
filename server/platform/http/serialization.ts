/** Writes responses by their schemas, with the library that Fastify uses. */
import fastJsonStringify from "fast-json-stringify";
import type { FastifySerializerCompiler } from "fastify";
import { plainUnions } from "./plain-unions.ts";

type Serializer = (body: unknown) => string;

/** Shared by the apps of a process: a schema is compiled once. */
const serializers = new WeakMap<object, Serializer>();

/** Compiles at the first use, as `validatorCompiler` does. */
export const serializerCompiler: FastifySerializerCompiler<object> = ({ schema }) => {
  let serialize = serializers.get(schema);
  return (body: unknown) => {
    if (!serialize) {
      serialize = fastJsonStringify(plainUnions(schema));
      serializers.set(schema, serialize);
    }
    return serialize(body);
  };
};
