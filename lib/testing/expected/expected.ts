import type { Story } from "#lib/simulator/scenarios/stage.ts";
import type { Parameters } from "#lib/simulator/world/parameters.ts";

export type Expected = {
  readonly story: Story;
  /** `severity verdict rule subject-kind`, once for each finding, by deployment group. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Where the trouble has to be watched for a while, or is over soon: when reading begins; 0 unless told. */
  readonly minutesEarly?: number;
  readonly parameters?: Partial<Parameters>;
};
