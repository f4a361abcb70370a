import { expect, it } from "vitest";
import { describeInstances, listApplications } from "#lib/aws/operations.ts";
import { buildIamPolicy } from "#lib/aws/policy.ts";

it("the policy lists each action once, sorted, whatever the order of the operations", () => {
  const policy = buildIamPolicy([describeInstances, listApplications, describeInstances]);
  expect(policy).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "GhostlineCore",
        Effect: "Allow",
        Action: ["codedeploy:ListApplications", "ec2:DescribeInstances"],
        Resource: "*",
      },
    ],
  });
});
