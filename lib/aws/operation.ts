import type { Failure } from "#lib/domain/failure.ts";
import type { Instant } from "#lib/domain/time.ts";

/** The AWS services we read. The value is the IAM prefix of their actions. */
export const services = ["codedeploy", "autoscaling", "elasticloadbalancing", "ec2", "sts"] as const;
export type Service = (typeof services)[number];

/** One AWS operation a source may use. `id` is also its IAM action, e.g. "ec2:DescribeInstances". */
export type Operation<In = unknown, Out = unknown> = {
  readonly id: `${Service}:${string}`;
  readonly service: Service;
  /** The SDK command, ready to send. A method, so that operations of all inputs fit one list. */
  toCommand(input: In): { readonly input: unknown };
  /** Only carries the output's type. */
  readonly output?: Out;
};

export type Outcome<Out> =
  | { readonly ok: true; readonly output: Out; readonly readAt: Instant }
  | { readonly ok: false; readonly failure: Failure };

/** The call port bound to one account and region: the only way to AWS. Never throws for AWS's trouble. */
export type Call = <In, Out>(operation: Operation<In, Out>, input: In) => Promise<Outcome<Out>>;
