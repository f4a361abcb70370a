import type { SimLifecycleEvent } from "#lib/simulator/world/state.ts";

const block = ["BeforeBlockTraffic", "BlockTraffic", "AfterBlockTraffic"];
const install = [
  "ApplicationStop",
  "DownloadBundle",
  "BeforeInstall",
  "Install",
  "AfterInstall",
  "ApplicationStart",
  "ValidateService",
];
const allow = ["BeforeAllowTraffic", "AllowTraffic", "AfterAllowTraffic"];

export type RunOnTarget = "in-place" | "launch" | "termination" | "green" | "blue";
export type TrafficControl = "with-traffic-control" | "without-traffic-control";

/** The documented order (CD:reference-appspec-file-structure-hooks). */
export function eventNames(run: RunOnTarget, traffic: TrafficControl): readonly string[] {
  const balanced = traffic === "with-traffic-control";
  switch (run) {
    case "in-place":
      return balanced ? [...block, ...install, ...allow] : install;
    case "launch":
      return balanced ? [...install, ...allow] : install;
    case "termination":
      return balanced ? [...block, "ApplicationStop"] : ["ApplicationStop"];
    case "green":
      return [...install, ...allow];
    case "blue":
      return block;
  }
}

export function makeEvents(names: readonly string[]): SimLifecycleEvent[] {
  return names.map((name) => ({ name, status: "Pending" }));
}

/** Their scripts come from the revision that was installed before, and do nothing on a first deployment. */
export function usesPreviousRevision(event: string): boolean {
  return ["ApplicationStop", "BeforeBlockTraffic", "AfterBlockTraffic"].includes(event);
}

/** Done by CodeDeploy with the load balancer, without the agent. */
export function isTrafficEvent(event: string): boolean {
  return event === "BlockTraffic" || event === "AllowTraffic";
}
