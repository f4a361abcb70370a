import { addMs, type Instant, minuteMs, secondMs, toIso } from "#lib/domain/time.ts";
import type { GroupName } from "#lib/simulator/world/codedeploy/groups.ts";
import { type Operator, operate } from "#lib/simulator/world/operate.ts";
import { type Service, type ServiceOptions, setUp } from "#lib/simulator/world/set-up.ts";
import type { SimWorld } from "#lib/simulator/world/sim-world.ts";
import type { SimMember, SimRegion } from "#lib/simulator/world/state.ts";

/** Where a story plays: one region of the account, hours before anybody looks. */
export type Stage = {
  readonly build: ReturnType<typeof setUp>;
  readonly operator: Operator;
  readonly state: SimRegion;
  /** Builds a service whose deployment group is named `prod-` and the application. */
  service(application: string, options?: ServiceOptions): NamedService;
  /** Does something so many minutes before people start to look; negative: after. */
  minutesAgo(minutes: number, act: () => void): void;
  /** From so many minutes before on, does something at the first second in which the condition holds. */
  once(minutes: number, condition: () => boolean, act: () => void): void;
  /** From so many minutes before on, does something to the instance on which a deployment of the group runs this event. */
  onceRunning(minutes: number, event: RunningEvent, act: (instanceId: string) => void): void;
  /** The group's members in this lifecycle state, at the instant of asking. */
  members(autoScalingGroup: string, lifecycleState: string): readonly SimMember[];
  /** The id of the group's first member in service, at the instant of asking. */
  first(autoScalingGroup: string): string;
};

type NamedService = Omit<Service, keyof GroupName> & { readonly group: GroupName };
type RunningEvent = GroupName & { readonly event: string };

/** One deployment group's life, told as operators' actions and faults. What AWS then says is the world's business. */
export type Story = {
  readonly id: string;
  readonly region: "us-east-1" | "eu-west-1";
  /** In a sentence: what was done, and what a reader should find. */
  readonly title: string;
  play(stage: Stage): void;
};

/** What a story waits for comes within this time. */
const patienceMs = 10 * minuteMs;

export function defineStory(story: Omit<Story, "region"> & Partial<Story>): Story {
  return { region: "us-east-1", ...story };
}

/** Plays a story in a world that has not reached its first action yet. `curtain` is when people start to look. */
export function playStory(
  story: Story,
  world: SimWorld,
  cast: { readonly account: string; readonly curtain: Instant },
): void {
  const { account, curtain } = cast;
  const state = world.region(account, story.region);
  const operator = operate(world, account, story.region);
  const build = setUp(world, account, story.region);
  const once: Stage["once"] = (minutes, condition, act) => {
    const from = toMinutesBefore(curtain, minutes);
    const look = () => {
      if (condition()) act();
      else if (world.now() < addMs(from, patienceMs)) world.after(secondMs, look);
      else throw new Error(`${story.id}: what should have happened did not, from ${toIso(from)} on`);
    };
    world.at(from, look);
  };
  const members: Stage["members"] = (name, lifecycleState) =>
    (state.autoScalingGroups.get(name)?.members ?? []).filter(
      (member) => member.lifecycleState === lifecycleState,
    );
  story.play({
    build,
    operator,
    state,
    service(application, options) {
      const group = { application, group: `prod-${application}` };
      return { ...build.service(group, options), group };
    },
    minutesAgo: (minutes, act) => world.at(toMinutesBefore(curtain, minutes), act),
    once,
    onceRunning(minutes, { event, ...group }, act) {
      const running = () =>
        operator
          .activeDeployments(group)
          .flatMap(({ targets = [] }) => targets)
          .find(({ events }) => events.some(({ name, status }) => name === event && status === "InProgress"));
      once(
        minutes,
        () => running() !== undefined,
        () => act(running()?.instanceId ?? ""),
      );
    },
    members,
    first(name) {
      const [first] = members(name, "InService");
      if (first === undefined) throw new Error(`${story.id}: ${name} has no member in service`);
      return first.instanceId;
    },
  });
}

function toMinutesBefore(curtain: Instant, minutes: number): Instant {
  return addMs(curtain, -Math.round(minutes * minuteMs));
}
