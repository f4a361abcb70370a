import { defineStory, type Story } from "#lib/simulator/scenarios/stage.ts";
import type { LaunchFault } from "#lib/simulator/world/sim-world.ts";

/** A group that is to grow by one while every launch fails. */
function defineFailedLaunch(
  launch: Pick<Story, "id" | "title"> & { readonly application: string; readonly fault: LaunchFault },
): Story {
  const { id, title, application, fault } = launch;
  return defineStory({
    id,
    title,
    play({ service, operator, minutesAgo }) {
      const { autoScalingGroup } = service(application, { desired: 2, autoScalingGroup: { maxSize: 6 } });
      minutesAgo(42, () => operator.setLaunches(autoScalingGroup, fault));
      minutesAgo(40, () => operator.setDesiredCapacity(autoScalingGroup, 3));
    },
  });
}

export const disabledKey = defineFailedLaunch({
  id: "disabled-key",
  title: "The key of the encrypted volume was disabled: every launch ends before it begins.",
  application: "locket",
  fault: "key-disabled",
});

export const imageDeregistered = defineFailedLaunch({
  id: "image-deregistered",
  title: "The image of the launch template was deregistered: nothing can be launched.",
  application: "orchid",
  fault: "image-missing",
});

export const instanceQuota = defineFailedLaunch({
  id: "instance-quota",
  title: "The account runs as many instances as it may.",
  application: "hive",
  fault: "instance-quota",
});

export const launchesGivenUp = defineFailedLaunch({
  id: "launches-given-up",
  title: "Launches failed for so long that Auto Scaling has suspended them.",
  application: "mirage",
  fault: "spot-capacity",
});
