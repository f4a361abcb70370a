import { silenceThreshold, toHostFaults } from "#lib/rules/agent/host-fault.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { defineRule } from "#lib/rules/rule.ts";

const namedAtMost = 20;

export const missingInstanceProfile = defineRule({
  id: "missing-instance-profile",
  title: "An instance has no instance profile",
  severity: "warning",
  why: "The agent takes its credentials from the instance's profile. Without one it can neither ask CodeDeploy for work nor fetch a bundle from S3, so deployments to the instance wait and then fail.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/getting-started-create-iam-instance-profile.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-deployments.html",
  ],
  thresholds: [silenceThreshold],
  lookalikes: [
    "A profile can be attached later; the agent then has to be restarted before it finds it.",
    "Credentials may have been put on the instance in another way: an instance whose agent answers deployments is not reported.",
  ],
  leadsTo: [
    "agent-not-running",
    "agent-late-bootstrap",
    "download-bundle-failure",
    "health-constraints",
    "hook-abandoned-by-failed-deployment",
    "terminate-relaunch-loop",
  ],
  needs: ["ec2-instances", "autoscaling-groups", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, checked) {
    return toHostFaults(
      facts,
      {
        isOn: ({ profileArn }) => profileArn === undefined,
        field: "IamInstanceProfile",
        said: "none",
        words: "without an instance profile",
        effect: "The agent there has no credentials from EC2.",
        disprovedBy: "EC2 showing an instance profile, or a lifecycle event that starts on the instance.",
        advice: (hosts, { scope }) => [
          {
            text: "Look first at whether a profile is being attached. It changes nothing.",
            command: toCommand(scope, [
              "ec2",
              "describe-iam-instance-profile-associations",
              "--filters",
              `Name=instance-id,Values=${hosts
                .slice(0, namedAtMost)
                .map(({ id }) => id)
                .join(",")}`,
            ]),
          },
          {
            text: "Attach the profile that the other instances of the service have (ec2 associate-iam-instance-profile) and restart the agent; it can be taken off again.",
          },
          { text: "For the next launches: name the profile in the launch template." },
        ],
      },
      checked,
    );
  },
});
