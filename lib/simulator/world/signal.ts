import type {
  SimDeployment,
  SimDeploymentTarget,
  SimHook,
  SimInstance,
  SimLifecycleEvent,
  SimTarget,
} from "#lib/simulator/world/state.ts";

type Told<Kind extends string, Key extends string> = { readonly kind: Kind } & Readonly<Record<Key, string>>;

/** `from` is missing for what is new. */
type Change<Kind extends string, Key extends string, State, Last = never> = Told<Kind, Key> & {
  readonly from?: State;
  readonly to: State | Last;
};

/** A row of a list: `to` is missing where it has left. */
type RowChange<Kind extends string, Key extends string, State> = Told<Kind, Key> & {
  readonly from?: State;
  readonly to?: State;
};

/**
 * Something that changed. Every change of a state or status is signalled, from the one function that makes it:
 * services react to each other through signals only, and tests of the model's laws watch them.
 */
export type Signal =
  | Change<"instance", "instanceId", SimInstance["state"], "forgotten">
  | Told<"serving", "instanceId">
  | RowChange<"target", "targetGroupArn" | "instanceId", SimTarget["state"]>
  | RowChange<"member", "group" | "instanceId", string>
  | (Told<"lifecycle-action", "group" | "instanceId" | "token"> & { readonly hook: SimHook })
  | (Told<"hooks-ended", "group" | "instanceId" | "token" | "why"> & {
      readonly transition: SimHook["transition"];
      readonly result: "CONTINUE" | "ABANDON";
    })
  | Told<"capacity", "group">
  | Change<"activity", "group" | "id", string>
  | Change<"deployment", "deploymentId", SimDeployment["status"]>
  | Change<"deployment-target", "deploymentId" | "instanceId", SimDeploymentTarget["status"]>
  | Change<"lifecycle-event", "deploymentId" | "instanceId" | "event", SimLifecycleEvent["status"]>;

export type SignalOf<Kind extends Signal["kind"]> = Extract<Signal, { readonly kind: Kind }>;
