/**
 * How the simulated AWS behaves where AWS documents nothing, or documents two things, and how long things take.
 * Each default is a choice of this model, not a statement about AWS.
 */
export type Parameters = {
  /** An instance terminated in EC2 while its detach still drains keeps its row in `Detaching`, and the Detaching activity stays open. */
  readonly ghostOnDetachTerminateRace: boolean;
  /** How long after the termination Auto Scaling drops such a row by itself. */
  readonly ghostReleaseAfterSeconds: number;
  /** TerminateInstanceInAutoScalingGroup drops such a row; otherwise it is refused. */
  readonly ghostReleasedByTerminateInGroup: boolean;
  /** A second DetachInstances drops such a row; otherwise it is refused. */
  readonly ghostReleasedByDetach: boolean;
  /** SetInstanceHealth Unhealthy drops such a row; otherwise it is refused. */
  readonly ghostReleasedBySetHealth: boolean;
  /** How long a fleet deployment waits for a target that EC2 has terminated while an Auto Scaling group of the deployment group still lists it. */
  readonly ghostTargetGivesUpAfterSeconds: number;
  /** While a fleet deployment waits for such a target, `autoscaling` deployments of the group start no event. */
  readonly ghostHoldsLaunchDeployments: boolean;
  /** CodeDeploy keeps the launch hook alive while the launch deployment is held so. False: the hook dies of its heartbeat timeout. */
  readonly codeDeployHeartbeatsWhileBlocked: boolean;

  /** Delays vary by this share of themselves. */
  readonly jitter: number;
  /** EC2 `pending` to `running`. */
  readonly bootSeconds: number;
  /** `running` to the CodeDeploy agent's first poll: user data has to run first. */
  readonly agentStartSeconds: number;
  /** `running` to passed status checks. */
  readonly statusCheckSeconds: number;
  /** EC2 `shutting-down` to `terminated`. */
  readonly shutDownSeconds: number;
  /** EC2 `stopping` to `stopped`. */
  readonly stopSeconds: number;
  /** How long EC2 still lists a terminated instance, from its termination. */
  readonly terminatedRowVisibleSeconds: number;

  /** How long ELB takes to accept a registration. */
  readonly targetRegistrationSeconds: number;
  /** What ELB shows of a registered target whose instance is stopped or terminated. */
  readonly goneTarget: "invalid-state" | "removed";

  /** How long Auto Scaling takes to act on a difference between desired and actual capacity. */
  readonly reconcileSeconds: number;
  /** How long Auto Scaling takes to notice that EC2 or ELB calls an instance unhealthy. */
  readonly healthNoticeSeconds: number;
  /** Short steps: `Pending:Proceed` to `InService`, a detach without draining, and the like. */
  readonly stepSeconds: number;
  /** The code of an activity whose instance is held by a hook. */
  readonly activityCodeWhileHookWaits: string;
  /** The code of an activity whose instance is being drained. */
  readonly activityCodeWhileDraining: string;
  /** An abandoned launch also leaves a `Terminating EC2 instance` activity. */
  readonly abandonedLaunchLogsTerminatingActivity: boolean;
  /** An abandoned launch runs the termination hooks. */
  readonly abandonedLaunchRunsTerminationHooks: boolean;
  /** Failed or abandoned launches in a row before Auto Scaling slows down. */
  readonly launchThrottleAfterFailures: number;
  /** The first such pause; each further failure doubles it. */
  readonly launchThrottleSeconds: number;
  readonly launchThrottleMaxSeconds: number;
  /** Pause after a launch that failed before there was an instance. */
  readonly launchRetrySeconds: number;
  /** After so long without a single launch that succeeded, Auto Scaling suspends the group's launches: "over 24 hours" (ASG:as-suspend-resume-processes). */
  readonly launchGivesUpAfterSeconds: number;
  /** The beginning of the reason that it then gives. */
  readonly administrativeSuspensionText: string;
  /** Auto Scaling evens out Availability Zones; most stories need no more members than the desired ones. */
  readonly azRebalances: boolean;
  /** How long Auto Scaling watches failed status checks before it replaces the instance: "a few minutes". */
  readonly impairedNoticeSeconds: number;
  /** How long a rebooted instance is away. */
  readonly rebootSeconds: number;
  /** How a scaling activity begins that attaches an instance. */
  readonly attachingText: string;
  /** What Auto Scaling writes where it replaces an instance for its age. */
  readonly lifetimeCause: string;
  /** What it writes where an instance refresh does. */
  readonly refreshCause: string;
  /** How a scale-in ends that finds nothing but protected instances. */
  readonly protectedScaleInStatus: "Failed" | "Cancelled";

  /** `Created` to `InProgress`. */
  readonly deploymentStartSeconds: number;
  /** A launch hook's notification to CodeDeploy's deployment. */
  readonly hookNoticeSeconds: number;
  /** A finished deployment to its CompleteLifecycleAction. */
  readonly hookCompletionSeconds: number;
  /** CodeDeploy's own beat on a launch hook. */
  readonly codeDeployHeartbeatSeconds: number;
  /** How often the model looks whether the agent can take an event. */
  readonly agentPollSeconds: number;
  /** An event has to start so soon after the one before. CD:limits */
  readonly eventStartLimitSeconds: number;
  /** The same for the first event of a launch deployment; AWS's pages also name one hour. */
  readonly launchEventStartLimitSeconds: number;
  /** An event has to end so soon after it started. CD:limits */
  readonly eventLimitSeconds: number;
  /** An in-place deployment has to end so soon; the limit may no longer hold. CD:limits */
  readonly inPlaceLimitSeconds: number;
  /** How long the events of a deployment take, by name. */
  readonly eventSeconds: Readonly<Record<string, number>>;
  /** The agent works for one deployment at a time: a second one on the instance has to wait. */
  readonly agentServesOneDeployment: boolean;
  /** What happens to a second fleet deployment of a group. */
  readonly secondFleetDeployment: "refused" | "queued";
  /** Tags match instances that EC2 has terminated and still lists. */
  readonly matchingIncludesTerminatedRows: boolean;
  /** Members in these lifecycle states are targets of a fleet deployment; one that is Gone counts too. */
  readonly matchingLifecycleStates: readonly string[];
  /** DeleteApplication takes the launch hooks of its deployment groups with it. */
  readonly deleteApplicationRemovesHooks: boolean;
  /** The beginning of a CodeDeploy termination hook's name; its form is not documented. */
  readonly terminationHookPrefix: string;
  /** How long blue/green waits for the replacement fleet. */
  readonly greenFleetLimitSeconds: number;
  /** How a deployment ends where one of its alarms is raised. */
  readonly alarmEnds: "Stopped" | "Failed";
  /** Where CodeDeploy finds that a bundle is gone. */
  readonly deletedBundleFound: "at-start" | "at-download";
  /** A deployment fails at once where an Auto Scaling group of the deployment group does not exist. */
  readonly missingAutoScalingGroupFails: boolean;
  /** Where CodeDeploy finds that a target group of the deployment group does not exist. */
  readonly missingTargetGroupFound: "at-start" | "at-traffic";
  /** What a target shows whose agent never spoke: its first event failed, or all of them skipped. */
  readonly silentAgentShows: "failed-event" | "skipped-events";
};

const defaultParameters: Parameters = {
  ghostOnDetachTerminateRace: true,
  ghostReleaseAfterSeconds: 6 * 3600,
  ghostReleasedByTerminateInGroup: true,
  ghostReleasedByDetach: false,
  ghostReleasedBySetHealth: false,
  ghostTargetGivesUpAfterSeconds: 5 * 3600,
  ghostHoldsLaunchDeployments: true,
  codeDeployHeartbeatsWhileBlocked: false,

  jitter: 0.2,
  bootSeconds: 20,
  agentStartSeconds: 60,
  statusCheckSeconds: 120,
  shutDownSeconds: 35,
  stopSeconds: 30,
  terminatedRowVisibleSeconds: 3600,

  targetRegistrationSeconds: 8,
  goneTarget: "invalid-state",

  reconcileSeconds: 8,
  healthNoticeSeconds: 40,
  stepSeconds: 4,
  activityCodeWhileHookWaits: "MidLifecycleAction",
  activityCodeWhileDraining: "WaitingForELBConnectionDraining",
  abandonedLaunchLogsTerminatingActivity: false,
  abandonedLaunchRunsTerminationHooks: false,
  launchThrottleAfterFailures: 5,
  launchThrottleSeconds: 60,
  launchThrottleMaxSeconds: 900,
  launchRetrySeconds: 45,
  launchGivesUpAfterSeconds: 24 * 3600,
  administrativeSuspensionText: "Administratively suspended",
  azRebalances: false,
  impairedNoticeSeconds: 300,
  rebootSeconds: 90,
  attachingText: "Attaching an existing EC2 instance",
  lifetimeCause: "an instance was taken out of service because it reached the maximum instance lifetime",
  refreshCause: "an instance was taken out of service in response to an instance refresh",
  protectedScaleInStatus: "Cancelled",

  deploymentStartSeconds: 4,
  hookNoticeSeconds: 8,
  hookCompletionSeconds: 3,
  codeDeployHeartbeatSeconds: 300,
  agentPollSeconds: 15,
  eventStartLimitSeconds: 300,
  launchEventStartLimitSeconds: 300,
  eventLimitSeconds: 3600,
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
  agentServesOneDeployment: true,
  secondFleetDeployment: "refused",
  matchingIncludesTerminatedRows: false,
  matchingLifecycleStates: ["InService", "EnteringStandby", "Standby", "Detaching", "Terminating:Wait"],
  deleteApplicationRemovesHooks: false,
  terminationHookPrefix: "CodeDeploy-managed-automatic-termination-deployment-hook-",
  greenFleetLimitSeconds: 3600,
  alarmEnds: "Stopped",
  deletedBundleFound: "at-start",
  missingAutoScalingGroupFails: true,
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
