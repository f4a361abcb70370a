import type { Operation } from "#lib/aws/operation.ts";

export type IamPolicy = {
  readonly Version: "2012-10-17";
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: "Allow";
    readonly Action: readonly string[];
    readonly Resource: "*";
  }[];
};

/** The least a role needs. Describe calls of EC2, Auto Scaling and Elastic Load Balancing cannot be restricted to a resource. */
export function buildIamPolicy(operations: readonly Operation[]): IamPolicy {
  const actions = [...new Set(operations.map((operation) => operation.id))].sort();
  return {
    Version: "2012-10-17",
    Statement: [{ Sid: "GhostlineCore", Effect: "Allow", Action: actions, Resource: "*" }],
  };
}
