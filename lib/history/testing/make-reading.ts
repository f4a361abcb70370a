import type { Reading } from "#lib/domain/fact.ts";
import { toInstant } from "#lib/domain/time.ts";

/** For tests: a complete reading of EC2 instances, by id. */
export function makeReading(
  at: number,
  values: Readonly<Record<string, unknown>>,
  overrides: Partial<Reading> = {},
): Reading {
  return {
    source: "ec2-instances",
    readAt: toInstant(at),
    facts: Object.entries(values).map(([entity, value]) => ({
      kind: "instance",
      entity,
      value,
      operation: "ec2:DescribeInstances",
    })),
    failures: [],
    dropped: [],
    truncated: false,
    ...overrides,
  };
}
