import type { Pace } from "#lib/domain/fact.ts";
import type { Parameters } from "#lib/simulator/world/parameters.ts";
import type { ServiceOptions } from "#lib/simulator/world/set-up.ts";
import type { Life } from "#lib/testing/healthy-life.ts";
import type { Scene } from "#lib/testing/incidents/scene.ts";

/** One failure, brought about by what operators, pipelines and bad luck do. */
export type Plant = {
  /** The rule that has to find it. */
  readonly rule: string;
  /** What the service must be like, or how the world behaves, for it to come about. */
  readonly service?: ServiceOptions;
  readonly parameters?: Partial<Parameters>;
  /** How long the rule waits by its own thresholds once AWS shows it; 0 unless told. */
  readonly patienceSeconds?: number;
  /** Of the slowest source that shows it; `moving` unless told. */
  readonly pace?: Pace;
  /** How long it is watched; 8 unless told. */
  readonly minutes?: number;
  /** Whether people go on with their work; they do not unless told. */
  readonly afterwards?: "life-goes-on";
  /** What else is true of it although no rule says that it follows: rule ids, and why. */
  readonly alsoTrue?: Readonly<Record<string, string>>;
  /** What is there from the beginning. */
  prepare?(life: Life): void;
  /** Does it, and gives back whether AWS's answers show it by now. */
  plant(scene: Scene): () => boolean;
};
