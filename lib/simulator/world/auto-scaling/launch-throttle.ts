import { addSeconds } from "#lib/domain/time.ts";
import { groupNote, isSuspended } from "#lib/simulator/world/auto-scaling/group.ts";
import { toAwsIso } from "#lib/simulator/world/aws-time.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimAutoScalingGroup } from "#lib/simulator/world/state.ts";

/** Failed or abandoned launches in a row before Auto Scaling slows down. */
const throttleAfterFailures = 5;
/** The first such pause; each further failure doubles it. */
const firstThrottleSeconds = 60;
const longestThrottleSeconds = 900;
/** Pause after a launch that failed before there was an instance. */
const retryPauseSeconds = 45;

/** Auto Scaling limits the rate of launches that keep failing (ASG:lifecycle-hooks); by how much is not documented. */
export function noteFailedLaunch(
  model: RegionModel,
  group: SimAutoScalingGroup,
  lost: { readonly instance: "none" | "abandoned" },
): void {
  const { world } = model;
  const note = groupNote(model, group.name);
  note.failuresInARow += 1;
  note.failingSince ??= world.now();
  const beyond = note.failuresInARow - throttleAfterFailures;
  const throttleSeconds = beyond < 0 ? 0 : firstThrottleSeconds * 2 ** Math.min(beyond, 20);
  const retrySeconds = lost.instance === "none" ? retryPauseSeconds : 0;
  const seconds = Math.max(retrySeconds, Math.min(throttleSeconds, longestThrottleSeconds));
  note.launchNotBefore = addSeconds(world.now(), seconds);
  const givesUpAt = addSeconds(note.failingSince, world.parameters.launchGivesUpAfterSeconds);
  if (world.now() >= givesUpAt) suspendLaunches(model, group);
}

export function noteLaunched(model: RegionModel, group: SimAutoScalingGroup): void {
  const note = groupNote(model, group.name);
  note.failuresInARow = 0;
  delete note.failingSince;
  note.launchNotBefore = model.world.now();
}

/** An administrative suspension (ASG:as-suspend-resume-processes); ResumeProcesses ends it, and the clock starts anew. */
function suspendLaunches(model: RegionModel, group: SimAutoScalingGroup): void {
  delete groupNote(model, group.name).failingSince;
  if (isSuspended(group, "Launch")) return;
  const reason = `Administratively suspended at ${toAwsIso(model.world.now())}`;
  group.suspended.push({ process: "Launch", reason });
}
