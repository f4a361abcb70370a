import type { Instant } from "#lib/domain/time.ts";
import type { Identifiers } from "#lib/simulator/world/identifiers.ts";
import type { Parameters } from "#lib/simulator/world/parameters.ts";
import type { Random } from "#lib/simulator/world/random.ts";
import type { Signal, SignalOf } from "#lib/simulator/world/signal.ts";
import type { SimInstance, SimRegion, SimRevision } from "#lib/simulator/world/state.ts";
import type { World } from "#lib/simulator/world/world.ts";

/** The world as its own code sees it: a clock that can be scheduled on, and regions with what no API shows. */
export type SimWorld = World & {
  readonly parameters: Parameters;
  readonly random: Random;
  readonly ids: Identifiers;
  /** Runs something at an instant, which must not lie in the past. */
  at(instant: Instant, run: () => void): void;
  /** Runs something so much later. */
  after(ms: number, run: () => void): void;
  /** Runs something about so many seconds later. */
  afterAbout(seconds: number, run: () => void): void;
  /** The region with everything behind it, made on first use. */
  model(account: string, region: string): RegionModel;
  /** Calls the listener with every change, at the instant it is made. */
  onTransition(listener: (signal: Signal, model: RegionModel) => void): void;
};

export type RegionModel = {
  readonly world: SimWorld;
  readonly state: SimRegion;
  readonly hidden: Hidden;
  /** Tells listeners at once, and whoever reacts as the next event of this instant. */
  emit(signal: Signal): void;
  on<Kind extends Signal["kind"]>(kind: Kind, react: (signal: SignalOf<Kind>) => void): void;
};

/** What decides the behaviour of the account but is in no API's answer. */
type Hidden = {
  readonly launchTemplates: Map<string, LaunchTemplate>;
  /** By instance id; kept for as long as anything may still ask. */
  readonly machines: Map<string, Machine>;
  /** By `target group ARN/instance id`. */
  readonly targets: Map<string, TargetNote>;
  /** By Auto Scaling group name. */
  readonly groups: Map<string, GroupNote>;
  /** By instance id. */
  readonly members: Map<string, MemberNote>;
  /** Deployments that have not ended, by id. */
  readonly runs: Map<string, DeploymentRun>;
  /** By `toRevisionKey`. */
  readonly badRevisions: Map<string, RevisionFault>;
  /** By `application/name` of the deployment group: why none of its deployments starts. */
  readonly deploymentFaults: Map<string, DeploymentFault>;
  readonly raisedAlarms: Set<string>;
  /** Instance profiles whose role may not read bundles. */
  readonly deniedProfiles: Set<string>;
  /** Availability Zones that a zonal shift takes the traffic from. */
  readonly shiftedZones: Set<string>;
};

export type LaunchTemplate = {
  readonly id: string;
  readonly name: string;
  version: number;
  imageId: string;
  readonly instanceType: string;
  readonly profileArn?: string;
  agent: SimInstance["agent"];
  /** The image brings an application that serves without any deployment. */
  readonly servesAtBoot: boolean;
  readonly market: "on-demand" | "spot";
  readonly metadataEndpoint: "enabled" | "disabled";
  /** `running` to the agent's first poll, where user data makes it other than usual. */
  agentStartSeconds?: number;
  /** User data goes on for so long after the launch; scripts of a revision that start before fail. */
  packagesAfterSeconds: number;
};

type Machine = {
  /** When the agent begins to poll. */
  agentReadyAt: Instant;
  /** When everything that scripts need is there. */
  readonly packagesAt: Instant;
  /** The agent was restarted then: what it ran at that time has no end that anybody reports. */
  restartedAt?: Instant;
  /** The id of the deployment group that put the files there, by its `application/name`: files of a group of another id are foreign. */
  readonly installedBy: Map<string, string>;
  /** What was installed last, by the `application/name` of the deployment group: the agent keeps them apart. */
  readonly revisions: Map<string, SimRevision>;
  /** The deployment that the agent works for. */
  busyWith?: string;
};

/** `check` counts the changes of circumstances, so that a health check begun under older ones is void. */
export type TargetNote = { check: number; drainedAt?: Instant };

export type GroupNote = {
  /** The sentence on why the desired capacity changed, for the causes of the next activities. */
  reason?: string;
  /** Unhealthy members taken out whose replacements have not been launched. */
  replacementsDue: number;
  reconcileDue: boolean;
  failuresInARow: number;
  /** The first of these failures. */
  failingSince?: Instant;
  launchNotBefore: Instant;
  /** Why no launch of the group succeeds. */
  launchFault?: LaunchFault;
  /** Zones in which EC2 has no capacity for the group. */
  readonly fullZones: Set<string>;
  /** Launched to balance the zones: not counted until they are in service. */
  readonly balancing: Set<string>;
  /** The desired capacity for which an activity has said that scale-in protection is in the way. */
  toldProtectedFor?: number;
};

export type LaunchFault =
  | "capacity"
  | "spot-capacity"
  | "image-missing"
  | "security-group-missing"
  | "unsupported-configuration"
  | "instance-quota"
  | "key-disabled";

export type MemberNote = {
  /** The activity that the member's present move belongs to. */
  activityId?: string;
  /** Comes back from Standby: no launch hooks. */
  returning: boolean;
  /** Drained, its termination hooks done: only EC2 has to finish. */
  shuttingDown: boolean;
  inServiceSince?: Instant;
  unhealthyBecause?: "ec2" | "elb" | "user" | "status";
  detach?: { readonly startedAt: Instant; readonly drainedAt: Instant };
};

export type ScriptFailure = NonNullable<SimInstance["scriptFailure"]>;

/** A revision whose script fails on every host, or whose application never answers health checks. */
export type RevisionFault =
  | ({ readonly kind: "script-fails" } & ScriptFailure)
  | { readonly kind: "never-serves" }
  /** Its bundle is no longer where the revision says. */
  | { readonly kind: "deleted" };

export type DeploymentFault = { readonly errorCode: string; readonly errorMessage: string };

export type HookAction = {
  readonly group: string;
  readonly hook: string;
  readonly instanceId: string;
  readonly token: string;
};

export type DeploymentRun = {
  readonly deploymentId: string;
  readonly kind: "fleet" | "launch" | "termination" | "blue-green";
  /** `application/name` of the deployment group. */
  readonly groupKey: string;
  /** The lifecycle action that waits for this deployment. */
  readonly action?: HookAction;
  /** The instances it is for, where CodeDeploy names them itself instead of matching. */
  readonly only?: readonly string[];
  /** Targets whose turn has come. */
  readonly turns: Set<string>;
  /** Targets whose turn it is, which EC2 has terminated and an Auto Scaling group still lists. */
  readonly waitsForGhosts: Set<string>;
  /** Blue/green: replacements wait for ContinueDeployment before they get traffic. */
  traffic?: "held" | "flowing";
  /** One after the other; empty until the deployment starts. */
  phases: readonly DeploymentPhase[];
};

/** Instances that are deployed to together: how many may be down at once, and how many have to succeed. */
export type DeploymentPhase = {
  readonly instanceIds: readonly string[];
  readonly mayBeDown: number;
  readonly mustSucceed: number;
  /** What comes when it has passed; the last phase ends the deployment. */
  readonly passed: () => void;
  /** What comes when all that is left of it waits for traffic. */
  readonly allReady?: () => void;
};
