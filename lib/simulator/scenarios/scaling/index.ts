export { atTheMaximum } from "#lib/simulator/scenarios/scaling/at-the-maximum.ts";
export { balancedMidRelease } from "#lib/simulator/scenarios/scaling/balanced-mid-release.ts";
export { beingDeleted } from "#lib/simulator/scenarios/scaling/being-deleted.ts";
export {
  disabledKey,
  imageDeregistered,
  instanceQuota,
  launchesGivenUp,
} from "#lib/simulator/scenarios/scaling/failed-launches.ts";
export { launchSuspended } from "#lib/simulator/scenarios/scaling/launch-suspended.ts";
export { noCapacity } from "#lib/simulator/scenarios/scaling/no-capacity.ts";
export { protectedFromScaleIn } from "#lib/simulator/scenarios/scaling/protected-from-scale-in.ts";
export { refreshMidRelease } from "#lib/simulator/scenarios/scaling/refresh-mid-release.ts";
export { retirementAnnounced } from "#lib/simulator/scenarios/scaling/retirement-announced.ts";
export { scaledInMidRelease } from "#lib/simulator/scenarios/scaling/scaled-in-mid-release.ts";
export { scaledToZero } from "#lib/simulator/scenarios/scaling/scaled-to-zero.ts";
export { shortLived } from "#lib/simulator/scenarios/scaling/short-lived.ts";
export { spotTakenBack } from "#lib/simulator/scenarios/scaling/spot-taken-back.ts";
export { standingBy } from "#lib/simulator/scenarios/scaling/standing-by.ts";
