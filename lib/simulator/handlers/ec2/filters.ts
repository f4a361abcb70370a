import { batchLimits } from "#lib/simulator/handlers/batch-limits.ts";
import { stateCodes } from "#lib/simulator/handlers/ec2/state-codes.ts";
import { toInvalidParameter } from "#lib/simulator/handlers/validation.ts";
import { AwsError } from "#lib/simulator/wire/aws-error.ts";
import type { SimInstance } from "#lib/simulator/world/state.ts";

type Filter = { readonly Name?: string | undefined; readonly Values?: readonly string[] | undefined };
type Predicate = (instance: SimInstance) => boolean;
/** What a filter looks at: any one of these values may match. */
type Reader = (instance: SimInstance) => readonly (string | undefined)[];

const readers: Readonly<Record<string, Reader>> = {
  "instance-id": ({ id }) => [id],
  "instance-state-name": ({ state }) => [state],
  "instance-state-code": ({ state }) => [String(stateCodes[state])],
  "instance-type": ({ instanceType }) => [instanceType],
  "instance-lifecycle": ({ lifecycle }) => [lifecycle],
  "image-id": ({ imageId }) => [imageId],
  "availability-zone": ({ zone }) => [zone],
  "private-ip-address": ({ privateIp }) => [privateIp],
  "iam-instance-profile.arn": ({ profileArn }) => [profileArn],
  "tag-key": ({ tags }) => tags.map(({ key }) => key),
  "tag-value": ({ tags }) => tags.map(({ value }) => value),
};

/** All filters must match; one filter's values are alternatives, and may hold the wildcards `*` and `?`. */
export function toPredicate(filters: readonly Filter[] | undefined): Predicate {
  const predicates = (filters ?? []).map(toOne);
  return (instance) => predicates.every((matches) => matches(instance));
}

function toOne({ Name = "", Values = [] }: Filter): Predicate {
  if (Values.length > batchLimits.filterValues) {
    const message = `The maximum number of filter values specified on a single call is ${batchLimits.filterValues}`;
    throw new AwsError("FilterLimitExceeded", message);
  }
  const read = toReader(Name);
  const matches = toMatcher(Values);
  return (instance) => read(instance).some((value) => value !== undefined && matches(value));
}

function toReader(name: string): Reader {
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (reader !== undefined) return reader;
  if (!name.startsWith("tag:")) throw toInvalidParameter(`The filter '${name}' is invalid`);
  const wanted = name.slice("tag:".length);
  return ({ tags }) => tags.filter(({ key }) => key === wanted).map(({ value }) => value);
}

function toMatcher(values: readonly string[]): (text: string) => boolean {
  const exact = new Set(values.filter((value) => !/[\\*?]/.test(value)));
  const patterns = values.filter((value) => !exact.has(value)).map(toPattern);
  return (text) => exact.has(text) || patterns.some((pattern) => pattern.test(text));
}

/** A backslash makes the character after it an ordinary one (EC2:Using_Filtering). */
function toPattern(value: string): RegExp {
  const source = value.replace(/\\(.)|[\\.+^${}()|[\]*?]/gs, (token, escaped: string | undefined) => {
    if (token === "*") return ".*";
    if (token === "?") return ".";
    return (escaped ?? token).replace(/[\\.+^${}()|[\]*?]/, "\\$&");
  });
  return new RegExp(`^${source}$`, "s");
}
