import type {
  DescribeInstancesCommandInput,
  DescribeInstancesCommandOutput,
  Instance,
  Reservation,
} from "@aws-sdk/client-ec2";
import { defineBatch } from "#lib/aws/batching/define-batch.ts";
import { describeInstanceStatus, describeInstances } from "#lib/aws/operations.ts";
import { nextByToken } from "#lib/aws/paginate.ts";

/** m:ec2: ids of DescribeInstanceStatus. How many values a filter may have is not documented; as many are known to be fine. */
const namesPerCall = 100;
/** m:ec2. A page size also spares the small bucket of unpaginated calls (EC2 API throttling). */
const instancesPerPage = 1000;

/** What EC2 is asked: filters are joined by AND, the values of one by OR. */
export type Ec2Filter = { Name: string; Values: string[] };

export function toInstanceSearch(filters: readonly Ec2Filter[]): DescribeInstancesCommandInput {
  return { Filters: [...filters], MaxResults: instancesPerPage };
}

/** One instance of a reservation, which may have several. */
type Single = { readonly reservation: Reservation; readonly instance: Instance };

function toRows({ Reservations = [] }: DescribeInstancesCommandOutput): readonly Single[] {
  return Reservations.flatMap((reservation) =>
    (reservation.Instances ?? []).map((instance) => ({ reservation, instance })),
  );
}

function toOutput(rows: readonly Single[]): DescribeInstancesCommandOutput {
  const Reservations = rows.map(({ reservation, instance }) => ({ ...reservation, Instances: [instance] }));
  return { Reservations, $metadata: {} };
}

export const instancesById = defineBatch({
  operation: describeInstances,
  most: namesPerCall,
  names: ({ Filters }) => Filters?.[0]?.Values,
  // As a filter, because an unknown id among InstanceIds fails the whole call (m:ec2).
  join: (ids) => toInstanceSearch([{ Name: "instance-id", Values: [...ids] }]),
  next: nextByToken,
  rows: toRows,
  keyOf: ({ instance }) => instance.InstanceId,
  toOutput,
});

/** Searches for exact values of one tag; one with a wildcard cannot be told apart afterwards, and goes out alone. */
export const instancesByTag = defineBatch({
  operation: describeInstances,
  most: namesPerCall,
  names({ Filters }) {
    const { Values = [] } = Filters?.[0] ?? {};
    return tagOf(Filters) !== undefined && Values.every(isLiteral) ? Values : undefined;
  },
  lot: ({ Filters }) => tagOf(Filters) ?? "",
  join: (values, { Filters }) => toInstanceSearch([{ Name: `tag:${tagOf(Filters)}`, Values: [...values] }]),
  next: nextByToken,
  rows: toRows,
  keyOf: ({ instance: { Tags = [] } }, { Filters }) =>
    Tags.filter(({ Key }) => Key === tagOf(Filters)).map(({ Value = "" }) => toLiteral(Value)),
  toOutput,
});

function tagOf(filters: DescribeInstancesCommandInput["Filters"]): string | undefined {
  return /^tag:(.*)$/s.exec(filters?.[0]?.Name ?? "")?.[1];
}

/** CodeDeploy compares exactly; EC2's filters take `*` and `?` for wildcards (EC2:Using_Filtering). */
export function toLiteral(value: string): string {
  return value.replace(/[\\*?]/g, "\\$&");
}

function isLiteral(value: string): boolean {
  return toLiteral(value.replace(/\\(.)/gs, "$1")) === value;
}

/** m:ec2. */
export const instanceStatusById = defineBatch({
  operation: describeInstanceStatus,
  most: namesPerCall,
  names: ({ InstanceIds }) => InstanceIds,
  join: (ids) => ({ InstanceIds: [...ids] }),
  next: nextByToken,
  rows: ({ InstanceStatuses }) => InstanceStatuses,
  keyOf: ({ InstanceId }) => InstanceId,
  toOutput: (InstanceStatuses) => ({ InstanceStatuses, $metadata: {} }),
});
