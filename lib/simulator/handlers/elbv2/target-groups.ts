import {
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  type DescribeTargetGroupsInput,
  LoadBalancerNotFoundException,
  type TargetGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { defineOperation } from "#lib/simulator/handlers/define-operation.ts";
import { findTargetGroup, toTargetGroupNotFound } from "#lib/simulator/handlers/elbv2/lookup.ts";
import { toOpenEnum } from "#lib/simulator/handlers/open-enum.ts";
import { toPage } from "#lib/simulator/handlers/page.ts";
import { documentedPageSizes } from "#lib/simulator/handlers/page-sizes.ts";
import { toValidationError } from "#lib/simulator/handlers/validation.ts";
import type { SimRegion, SimTargetGroup } from "#lib/simulator/world/state.ts";

/** A name or ARN that does not exist fails the whole call. */
const describeTargetGroups = defineOperation(DescribeTargetGroupsCommand, (input, context) => {
  const { most } = documentedPageSizes.DescribeTargetGroups;
  const size = input.PageSize;
  const items = findAsked(context.region, input);
  if (size !== undefined && (size < 1 || size > most))
    throw toValidationError(`PageSize must be between 1 and ${most}, not ${size}`);
  const page = toPage(
    items,
    {
      operation: "DescribeTargetGroups",
      token: input.Marker,
      size,
      keyOf: ({ arn }) => arn,
      invalidToken: () => toValidationError("Invalid marker"),
    },
    context,
  );
  return { TargetGroups: page.items.map(toTargetGroup), NextMarker: page.next };
});

/** The world knows load balancers only as what target groups hang on. */
function findAsked(region: SimRegion, input: DescribeTargetGroupsInput): readonly SimTargetGroup[] {
  const { Names: names = [], TargetGroupArns: arns = [], LoadBalancerArn: loadBalancer } = input;
  const kinds = [names.length > 0, arns.length > 0, loadBalancer !== undefined].filter(Boolean);
  if (kinds.length > 1)
    throw toValidationError("Names, ARNs and a load balancer cannot be specified together");
  const all = [...region.targetGroups.values()];
  if (arns.length > 0) return arns.map((arn) => findTargetGroup(region, arn));
  if (loadBalancer !== undefined) {
    const attached = all.filter(({ loadBalancerArns }) => loadBalancerArns.includes(loadBalancer));
    const message = "One or more load balancers not found";
    if (attached.length === 0) throw new LoadBalancerNotFoundException({ message, $metadata: {} });
    return attached;
  }
  const unknown = names.some((name) => !all.some((group) => group.name === name));
  if (unknown) throw toTargetGroupNotFound();
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}

function toTargetGroup(group: SimTargetGroup): TargetGroup {
  return {
    TargetGroupArn: group.arn,
    TargetGroupName: group.name,
    Protocol: toOpenEnum(group.protocol),
    Port: group.port,
    VpcId: group.vpcId,
    HealthCheckProtocol: toOpenEnum(group.protocol),
    HealthCheckPort: "traffic-port",
    HealthCheckEnabled: true,
    HealthCheckPath: group.healthCheck.path,
    HealthCheckIntervalSeconds: group.healthCheck.intervalSeconds,
    HealthCheckTimeoutSeconds: group.healthCheck.timeoutSeconds,
    HealthyThresholdCount: group.healthCheck.healthyThreshold,
    UnhealthyThresholdCount: group.healthCheck.unhealthyThreshold,
    Matcher: { HttpCode: "200" },
    LoadBalancerArns: [...group.loadBalancerArns],
    TargetType: "instance",
  };
}

/** Only the attribute that the simulated account has. */
const describeTargetGroupAttributes = defineOperation(
  DescribeTargetGroupAttributesCommand,
  (input, { region }) => {
    const { deregistrationDelaySeconds } = findTargetGroup(region, input.TargetGroupArn);
    const value = String(deregistrationDelaySeconds);
    return { Attributes: [{ Key: "deregistration_delay.timeout_seconds", Value: value }] };
  },
);

export const targetGroupOperations = [describeTargetGroups, describeTargetGroupAttributes];
