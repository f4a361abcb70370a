import { silenceThreshold, toHostFaults } from "#lib/rules/agent/host-fault.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { defineRule } from "#lib/rules/rule.ts";

const namedAtMost = 3;

export const imdsUnreachable = defineRule({
  id: "imds-unreachable",
  title: "An instance's metadata service is switched off",
  severity: "warning",
  why: "The agent learns from the instance metadata service who it is and which credentials its role gives it. Where the service's endpoint is disabled it learns neither, so deployments to the instance wait and then fail.",
  docs: ["https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-agent-configuration.html"],
  thresholds: [silenceThreshold],
  lookalikes: [
    "An old agent that does not know the second version of the service fails in the same way where only that version is allowed: this is not read.",
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
        isOn: ({ metadataEndpoint }) => metadataEndpoint === "disabled",
        field: "MetadataOptions.HttpEndpoint",
        said: "disabled",
        words: "with the metadata service switched off",
        effect: "The agent there can read neither its instance's id nor its role's credentials.",
        disprovedBy:
          "A lifecycle event that starts on the instance: then its agent gets both from elsewhere.",
        advice: (hosts, { scope }) => [
          ...hosts.slice(0, namedAtMost).map(({ id }) => ({
            text: `Ask first whether it was switched off on purpose. Then switch it on for ${id}; it can be switched off again. Restart the agent afterwards.`,
            command: toCommand(scope, [
              "ec2",
              "modify-instance-metadata-options",
              "--instance-id",
              id,
              "--http-endpoint",
              "enabled",
            ]),
          })),
          { text: "For the next launches: switch it on in the launch template's metadata options." },
        ],
      },
      checked,
    );
  },
});
