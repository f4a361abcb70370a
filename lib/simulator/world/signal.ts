import type {
  SimDeployment,
  SimDeploymentTarget,
  SimHook,
  SimInstance,
  SimTarget,
} from "#lib/simulator/world/state.ts";

/**
 * Something that changed. Every change of a state or status is signalled, from the one function that makes it:
 * services react to each other through signals only, and tests of the model's laws watch them.
 */
export type Signal =
  | {
      readonly kind: "instance";
      readonly instanceId: string;
      readonly from?: SimInstance["state"];
      readonly to: SimInstance["state"] | "forgotten";
    }
  | { readonly kind: "serving"; readonly instanceId: string }
  | {
      readonly kind: "target";
      readonly targetGroupArn: string;
      readonly instanceId: string;
      readonly from?: SimTarget["state"];
      readonly to?: SimTarget["state"];
    }
  | {
      readonly kind: "member";
      readonly group: string;
      readonly instanceId: string;
      readonly from?: string;
      readonly to?: string;
    }
  | {
      readonly kind: "lifecycle-action";
      readonly group: string;
      readonly hook: SimHook;
      readonly instanceId: string;
      readonly token: string;
    }
  | {
      readonly kind: "hooks-ended";
      readonly group: string;
      readonly instanceId: string;
      readonly transition: SimHook["transition"];
      readonly result: "CONTINUE" | "ABANDON";
      readonly token: string;
      readonly why: string;
    }
  | { readonly kind: "capacity"; readonly group: string }
  | {
      readonly kind: "activity";
      readonly group: string;
      readonly id: string;
      readonly from?: string;
      readonly to: string;
    }
  | {
      readonly kind: "deployment";
      readonly deploymentId: string;
      readonly from?: SimDeployment["status"];
      readonly to: SimDeployment["status"];
    }
  | {
      readonly kind: "deployment-target";
      readonly deploymentId: string;
      readonly instanceId: string;
      readonly from: SimDeploymentTarget["status"];
      readonly to: SimDeploymentTarget["status"];
    }
  | {
      readonly kind: "lifecycle-event";
      readonly deploymentId: string;
      readonly instanceId: string;
      readonly event: string;
      readonly from: string;
      readonly to: string;
    };

export type SignalOf<Kind extends Signal["kind"]> = Extract<Signal, { readonly kind: Kind }>;
