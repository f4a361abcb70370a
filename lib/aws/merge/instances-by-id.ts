import { defineNamedMerge } from "#lib/aws/merge/define-named-merge.ts";
import { findSingleFilter } from "#lib/aws/merge/input-shape.ts";
import { instancesPerPage, isPlainSearch, pickInstances } from "#lib/aws/merge/instance-search.ts";
import { describeInstances } from "#lib/aws/operations.ts";
import { nextByToken } from "#lib/aws/paginate.ts";

/** How many values one filter may have is not documented; a hundred is known to be fine. */
const idsPerCall = 100;

export const instancesByIdMerge = defineNamedMerge({
  operation: describeInstances,
  denied: "everybody",
  most: idsPerCall,
  key: (input) =>
    isPlainSearch(input) && findSingleFilter(input.Filters)?.name === "instance-id" ? "ids" : undefined,
  names: ({ Filters }) => findSingleFilter(Filters)?.values ?? [],
  join: (ids) => ({ Filters: [{ Name: "instance-id", Values: ids }], MaxResults: instancesPerPage }),
  next: nextByToken,
  rows: ({ Reservations }) => Reservations,
  split(rows, { Filters }) {
    const wanted = new Set(findSingleFilter(Filters)?.values);
    return pickInstances(rows, ({ InstanceId }) => InstanceId !== undefined && wanted.has(InstanceId));
  },
});
