import type { Reading } from "#lib/domain/fact.ts";
import type { Failure } from "#lib/domain/failure.ts";
import { toInstant } from "#lib/domain/time.ts";
import type { Entry, RecordedSource } from "#lib/history/history.ts";
import { makeReading } from "#lib/history/testing/make-reading.ts";

export const instancesSource: RecordedSource = {
  id: "ec2-instances",
  title: "EC2: instances",
  pace: "moving",
  operations: ["ec2:DescribeInstances"],
};

export const denied: Failure = {
  kind: "denied",
  operation: "ec2:DescribeInstances",
  code: "UnauthorizedOperation",
  message: "not allowed",
};

type EntryOverrides = Partial<Reading> & {
  readonly nextAt?: number;
  readonly recordedAs?: Partial<RecordedSource>;
};

/** For tests: a reading of EC2 instances, by id, with its source. */
export function makeEntry(
  at: number,
  values: Readonly<Record<string, unknown>>,
  { nextAt, recordedAs, ...reading }: EntryOverrides = {},
): Entry {
  const source = { ...instancesSource, ...recordedAs };
  return {
    source,
    reading: makeReading(at, values, { source: source.id, ...reading }),
    ...(nextAt === undefined ? {} : { nextAt: toInstant(nextAt) }),
  };
}
