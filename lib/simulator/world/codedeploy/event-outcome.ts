import type { SimLifecycleEvent } from "#lib/simulator/world/state.ts";

export type EventOutcome =
  | { readonly ended: "succeeded" }
  | { readonly ended: "failed"; readonly diagnostics?: SimLifecycleEvent["diagnostics"] };

export type EventEnd = (outcome: EventOutcome) => void;
