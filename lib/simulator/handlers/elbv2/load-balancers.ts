import {
  type Action,
  DescribeListeners$,
  type DescribeListenersCommand,
  DescribeLoadBalancers$,
  type DescribeLoadBalancersCommand,
  DescribeRules$,
  type DescribeRulesCommand,
  type Listener,
  ListenerNotFoundException,
  type LoadBalancer,
  type Rule,
  RuleNotFoundException,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { SimContext } from "#lib/simulator/handlers/context.ts";
import {
  checkPageSize,
  toInvalidMarker,
  toLoadBalancerNotFound,
} from "#lib/simulator/handlers/elbv2/lookup.ts";
import { type Page, toPage } from "#lib/simulator/handlers/page.ts";
import type { PagedOperation } from "#lib/simulator/handlers/page-sizes.ts";
import { toValidationError } from "#lib/simulator/handlers/validation.ts";
import { defineOperation } from "#lib/simulator/wire/service.ts";
import type { SimRegion, SimTargetGroup } from "#lib/simulator/world/state.ts";

// The world knows load balancers only as what target groups hang on. So a load balancer is its ARN, with one listener
// whose default rule forwards to those target groups; whatever else AWS would say of it is left out, not invented.

type Found = { readonly arn: string; readonly targetGroups: readonly SimTargetGroup[] };

function toLoadBalancers(region: SimRegion): readonly Found[] {
  const groups = [...region.targetGroups.values()];
  const arns = new Set(groups.flatMap(({ loadBalancerArns }) => loadBalancerArns));
  return [...arns].map((arn) => ({
    arn,
    targetGroups: groups.filter(({ loadBalancerArns }) => loadBalancerArns.includes(arn)),
  }));
}

export function findLoadBalancers(region: SimRegion, arns: readonly string[]): readonly Found[] {
  const all = toLoadBalancers(region);
  return arns.map((arn) => {
    const found = all.find((one) => one.arn === arn);
    if (found === undefined) throw toLoadBalancerNotFound();
    return found;
  });
}

/** `…:loadbalancer/app/<name>/<id>` */
function toName(arn: string): string | undefined {
  return arn.split("/").at(-2);
}

function toLoadBalancer({ arn, targetGroups }: Found): LoadBalancer {
  return {
    LoadBalancerArn: arn,
    LoadBalancerName: toName(arn),
    Type: arn.includes("/net/") ? "network" : "application",
    VpcId: targetGroups[0]?.vpcId,
  };
}

function toListener(found: Found): Listener {
  return { ListenerArn: toListenerArn(found), LoadBalancerArn: found.arn, DefaultActions: toActions(found) };
}

function toListenerArn({ arn }: Found): string {
  return `${arn.replace(":loadbalancer/", ":listener/")}/default`;
}

function toRule(found: Found): Rule {
  const arn = `${toListenerArn(found).replace(":listener/", ":listener-rule/")}/default`;
  return { RuleArn: arn, Priority: "default", Conditions: [], Actions: toActions(found), IsDefault: true };
}

function toActions({ targetGroups }: Found): Action[] {
  const groups = targetGroups.map(({ arn }) => ({ TargetGroupArn: arn }));
  return [{ Type: "forward", ForwardConfig: { TargetGroups: groups } }];
}

type Marked = { readonly Marker?: string | undefined; readonly PageSize?: number | undefined };

function toFoundPage(
  operation: PagedOperation,
  found: readonly Found[],
  given: Marked & { context: SimContext },
): Page<Found> {
  return toPage(
    found,
    {
      operation,
      token: given.Marker,
      size: checkPageSize(operation, given.PageSize),
      keyOf: ({ arn }) => arn,
      invalidToken: toInvalidMarker,
    },
    given.context,
  );
}

const describeLoadBalancers = defineOperation<DescribeLoadBalancersCommand, SimContext>(
  DescribeLoadBalancers$,
  (input, context) => {
    const { LoadBalancerArns: arns = [], Names: names = [] } = input;
    const all = toLoadBalancers(context.region);
    if (names.some((name) => !all.some(({ arn }) => toName(arn) === name))) throw toLoadBalancerNotFound();
    const named = names.length === 0 ? all : all.filter(({ arn }) => names.includes(toName(arn) ?? ""));
    const found = arns.length === 0 ? named : findLoadBalancers(context.region, arns);
    const page = toFoundPage("DescribeLoadBalancers", found, { ...input, context });
    return { LoadBalancers: page.items.map(toLoadBalancer), NextMarker: page.next };
  },
);

function findByListener(region: SimRegion, arns: readonly string[]): readonly Found[] {
  const all = toLoadBalancers(region);
  return arns.map((arn) => {
    const found = all.find((one) => toListenerArn(one) === arn);
    if (found !== undefined) return found;
    throw new ListenerNotFoundException({ message: "One or more listeners not found", $metadata: {} });
  });
}

const describeListeners = defineOperation<DescribeListenersCommand, SimContext>(
  DescribeListeners$,
  (input, context) => {
    const { LoadBalancerArn: loadBalancer, ListenerArns: listeners = [] } = input;
    if (loadBalancer === undefined && listeners.length === 0) {
      throw toValidationError("You must specify either listener ARNs or a load balancer ARN");
    }
    const found =
      loadBalancer === undefined
        ? findByListener(context.region, listeners)
        : findLoadBalancers(context.region, [loadBalancer]);
    const page = toFoundPage("DescribeListeners", found, { ...input, context });
    return { Listeners: page.items.map(toListener), NextMarker: page.next };
  },
);

function findByRule(region: SimRegion, arns: readonly string[]): readonly Found[] {
  const all = toLoadBalancers(region);
  return arns.map((arn) => {
    const found = all.find((one) => toRule(one).RuleArn === arn);
    if (found !== undefined) return found;
    throw new RuleNotFoundException({ message: "One or more rules not found", $metadata: {} });
  });
}

const describeRules = defineOperation<DescribeRulesCommand, SimContext>(DescribeRules$, (input, context) => {
  const { ListenerArn: listener, RuleArns: rules = [] } = input;
  if (listener === undefined && rules.length === 0) {
    throw toValidationError("You must specify either rule ARNs or a listener ARN");
  }
  const found =
    listener === undefined ? findByRule(context.region, rules) : findByListener(context.region, [listener]);
  const page = toFoundPage("DescribeRules", found, { ...input, context });
  return { Rules: page.items.map(toRule), NextMarker: page.next };
});

export const loadBalancerOperations = [describeLoadBalancers, describeListeners, describeRules];
