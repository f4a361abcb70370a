import { addSeconds } from "#lib/domain/time.ts";
import { groupNote } from "#lib/simulator/world/auto-scaling/group.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimAutoScalingGroup } from "#lib/simulator/world/state.ts";

/** Auto Scaling limits the rate of launches that keep failing (ASG:lifecycle-hooks); by how much is a parameter. */
export function noteFailedLaunch(model: RegionModel, group: SimAutoScalingGroup): void {
  const { parameters } = model.world;
  const note = groupNote(model, group.name);
  note.failuresInARow += 1;
  const beyond = note.failuresInARow - parameters.launchThrottleAfterFailures;
  const throttleSeconds = beyond < 0 ? 0 : parameters.launchThrottleSeconds * 2 ** Math.min(beyond, 20);
  const retrySeconds = note.withoutCapacity ? parameters.launchRetrySeconds : 0;
  const seconds = Math.max(retrySeconds, Math.min(throttleSeconds, parameters.launchThrottleMaxSeconds));
  note.launchNotBefore = addSeconds(model.world.now(), seconds);
}

export function noteLaunched(model: RegionModel, group: SimAutoScalingGroup): void {
  const note = groupNote(model, group.name);
  note.failuresInARow = 0;
  note.launchNotBefore = model.world.now();
}
