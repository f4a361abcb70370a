import { defineNamedMerge } from "#lib/aws/merge/define-named-merge.ts";
import { findSingleFilter } from "#lib/aws/merge/input-shape.ts";
import { instancesPerPage, isPlainSearch, pickInstances } from "#lib/aws/merge/instance-search.ts";
import { describeInstances } from "#lib/aws/operations.ts";
import { nextByToken } from "#lib/aws/paginate.ts";

/** As for ids. */
const valuesPerCall = 100;
const tagPrefix = "tag:";

/** Searches for exact values of one tag; one with a wildcard cannot be told apart afterwards, and goes out alone. */
export const instancesByTagMerge = defineNamedMerge({
  operation: describeInstances,
  denied: "everybody",
  most: valuesPerCall,
  key(input) {
    const filter = isPlainSearch(input) ? findSingleFilter(input.Filters) : undefined;
    return filter?.name.startsWith(tagPrefix) && filter.values.every(isLiteral) ? filter.name : undefined;
  },
  names: ({ Filters }) => findSingleFilter(Filters)?.values ?? [],
  join: (values, { Filters }) => ({
    Filters: [{ Name: findSingleFilter(Filters)?.name, Values: values }],
    MaxResults: instancesPerPage,
  }),
  next: nextByToken,
  rows: ({ Reservations }) => Reservations,
  split(rows, { Filters }) {
    const { name = "", values = [] } = findSingleFilter(Filters) ?? {};
    const key = name.slice(tagPrefix.length);
    const wanted = new Set(values.map(toText));
    return pickInstances(rows, ({ Tags = [] }) =>
      Tags.some(({ Key, Value = "" }) => Key === key && wanted.has(Value)),
    );
  },
});

/** Without `*` and `?`, or with a backslash before them (EC2:Using_Filtering). */
function isLiteral(value: string): boolean {
  return /^(?:[^\\*?]|\\.)*$/s.test(value);
}

function toText(literal: string): string {
  return literal.replace(/\\(.)/gs, "$1");
}
