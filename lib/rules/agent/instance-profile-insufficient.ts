import { type Telling, toToldFindings } from "#lib/rules/agent/told-failure.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { afterFailedEvent } from "#lib/rules/deployment/event-failure.ts";
import { recentThreshold } from "#lib/rules/deployment/failed-with-code.ts";
import { defineRule } from "#lib/rules/rule.ts";

/** A refusal, in the event in which the agent fetches the bundle with the instance's role. */
const tellings: readonly Telling[] = [
  {
    pattern: /Access ?Denied|\b403\b|not opened for reading|is not authorized/i,
    in: ({ name }) => name === "DownloadBundle",
  },
];

export const instanceProfileInsufficient = defineRule({
  id: "instance-profile-insufficient",
  title: "The instance's role may not be allowed to fetch the bundle",
  severity: "warning",
  why: "The agent fetches the bundle from S3 with the role of the instance profile. Without s3:GetObject on it, or where a policy of the bucket, the key or the endpoint forbids it, DownloadBundle fails on every instance with that role.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/getting-started-create-iam-instance-profile.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-deployments.html",
  ],
  thresholds: [recentThreshold],
  lookalikes: [
    "A bucket policy, the policy of a KMS key or of a VPC endpoint, and a bucket in another Region give the same refusal with a role that is right.",
    "S3 answers 403 instead of 404 to whoever may not list the bucket: the bundle may simply be missing.",
  ],
  leadsTo: ["download-bundle-failure", ...afterFailedEvent],
  needs: ["codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    return toToldFindings({ facts, tellings }, context, {
      verdict: "suspected",
      means: "the instance's role may not be allowed to read the bundle",
      disprovedBy: "The same role reading the same bundle from S3.",
      advice: (instanceId) => [
        {
          text: "Look at which instance profile the instance has; then at its role's policies and the bucket's. It changes nothing.",
          command: toCommand(context.scope, [
            "ec2",
            "describe-iam-instance-profile-associations",
            "--filters",
            `Name=instance-id,Values=${instanceId}`,
          ]),
        },
        {
          text: "Allow the role s3:GetObject on the bundle's bucket (AWS's managed policy for it is AmazonEC2RoleforAWSCodeDeploy), and check the bucket's, the key's and the endpoint's own policies; then deploy again.",
        },
      ],
    });
  },
});
