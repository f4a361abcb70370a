/**
 * How the simulated AWS behaves where AWS documents nothing, or documents two things, and how long things take: what a
 * story or a test has otherwise. Each default is a choice of this model, not a statement about AWS.
 */
export type Parameters = {
  /** An instance terminated in EC2 while its detach still drains keeps its row in `Detaching`, and the Detaching activity stays open. */
  readonly ghostOnDetachTerminateRace: boolean;
  /** TerminateInstanceInAutoScalingGroup drops such a row; otherwise it is refused. */
  readonly ghostReleasedByTerminateInGroup: boolean;
  /** A second DetachInstances drops such a row; otherwise it is refused. */
  readonly ghostReleasedByDetach: boolean;
  /** SetInstanceHealth Unhealthy drops such a row; otherwise it is refused. */
  readonly ghostReleasedBySetHealth: boolean;
  /** CodeDeploy keeps the hook of a launch alive that a fleet deployment's wait for a ghost holds up. False: the hook dies of its heartbeat timeout. */
  readonly codeDeployHeartbeatsWhileBlocked: boolean;

  /** EC2 `shutting-down` to `terminated`. */
  readonly shutDownSeconds: number;

  /** How long ELB takes to accept a registration. */
  readonly targetRegistrationSeconds: number;
  /** What ELB shows of a registered target whose instance is stopped or terminated. */
  readonly goneTarget: "invalid-state" | "removed";

  /** An abandoned launch also leaves a `Terminating EC2 instance` activity. */
  readonly abandonedLaunchLogsTerminatingActivity: boolean;
  /** An abandoned launch runs the termination hooks. */
  readonly abandonedLaunchRunsTerminationHooks: boolean;
  /** After so long without a single launch that succeeded, Auto Scaling suspends the group's launches: "over 24 hours" (ASG:as-suspend-resume-processes). */
  readonly launchGivesUpAfterSeconds: number;
  /** Auto Scaling evens out Availability Zones; most stories need no more members than the desired ones. */
  readonly azRebalances: boolean;

  /** CodeDeploy's own beat on a launch hook. */
  readonly codeDeployHeartbeatSeconds: number;
  /** The first event of a launch deployment has to start so soon. CD:limits; AWS's pages also name one hour. */
  readonly launchEventStartLimitSeconds: number;
  /** An in-place deployment has to end so soon; the limit may no longer hold. CD:limits */
  readonly inPlaceLimitSeconds: number;
  /** How long the events of a deployment take, by name. */
  readonly eventSeconds: Readonly<Record<string, number>>;
  /** What happens to a second fleet deployment of a group. */
  readonly secondFleetDeployment: "refused" | "queued";
  /** Tags match instances that EC2 has terminated and still lists. */
  readonly matchingIncludesTerminatedRows: boolean;
  /** Where CodeDeploy finds that a bundle is gone. */
  readonly deletedBundleFound: "at-start" | "at-download";
  /** Where CodeDeploy finds that a target group of the deployment group does not exist. */
  readonly missingTargetGroupFound: "at-start" | "at-traffic";
  /** What a target shows whose agent never spoke: its first event failed, or all of them skipped. */
  readonly silentAgentShows: "failed-event" | "skipped-events";
};

const defaultParameters: Parameters = {
  ghostOnDetachTerminateRace: true,
  ghostReleasedByTerminateInGroup: true,
  ghostReleasedByDetach: false,
  ghostReleasedBySetHealth: false,
  codeDeployHeartbeatsWhileBlocked: false,

  shutDownSeconds: 35,

  targetRegistrationSeconds: 8,
  goneTarget: "invalid-state",

  abandonedLaunchLogsTerminatingActivity: false,
  abandonedLaunchRunsTerminationHooks: false,
  launchGivesUpAfterSeconds: 24 * 3600,
  azRebalances: false,

  codeDeployHeartbeatSeconds: 300,
  launchEventStartLimitSeconds: 300,
  inPlaceLimitSeconds: 8 * 3600,
  eventSeconds: {
    BeforeBlockTraffic: 1,
    AfterBlockTraffic: 1,
    ApplicationStop: 3,
    DownloadBundle: 4,
    BeforeInstall: 8,
    Install: 6,
    AfterInstall: 12,
    ApplicationStart: 10,
    ValidateService: 8,
    BeforeAllowTraffic: 1,
    AfterAllowTraffic: 1,
  },
  secondFleetDeployment: "refused",
  matchingIncludesTerminatedRows: false,
  deletedBundleFound: "at-start",
  missingTargetGroupFound: "at-start",
  silentAgentShows: "failed-event",
};

/** The defaults with some replaced. A name that is no parameter is an error. */
export function toParameters(changes: Partial<Parameters>): Parameters {
  const allowed = Object.keys(defaultParameters);
  const unknown = Object.keys(changes).filter((name) => !allowed.includes(name));
  if (unknown.length > 0) {
    throw new RangeError(`no such parameter: ${unknown.join(", ")}; allowed are ${allowed.join(", ")}`);
  }
  const eventSeconds = { ...defaultParameters.eventSeconds, ...changes.eventSeconds };
  return { ...defaultParameters, ...changes, eventSeconds };
}
