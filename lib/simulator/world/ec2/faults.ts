import { addSeconds } from "#lib/domain/time.ts";
import { askForCapacity, findGroup, groupNote } from "#lib/simulator/world/auto-scaling/group.ts";
import { watchImpairment } from "#lib/simulator/world/auto-scaling/health.ts";
import { restartAgentProcess } from "#lib/simulator/world/codedeploy/restarts.ts";
import { rebootSeconds } from "#lib/simulator/world/delays.ts";
import { findInstance, setServing, terminateInstance } from "#lib/simulator/world/ec2/instances.ts";
import { refuse } from "#lib/simulator/world/refusal.ts";
import type { LaunchFault, RegionModel } from "#lib/simulator/world/sim-world.ts";

/** What EC2 itself does to instances and to launches. */
export function makeComputeFaults(model: RegionModel) {
  return {
    /** The group's launches fail in this way, or succeed again. */
    setLaunches(autoScalingGroup: string, launches: LaunchFault | "ok") {
      const group = findGroup(model, autoScalingGroup);
      const note = groupNote(model, autoScalingGroup);
      if (launches === "ok") delete note.launchFault;
      else note.launchFault = launches;
      askForCapacity(model, group);
    },
    /** EC2 has no capacity for the group in one Availability Zone, or has it again. */
    setZoneCapacity(autoScalingGroup: string, zone: string, capacity: "none" | "ok") {
      const group = findGroup(model, autoScalingGroup);
      const { fullZones } = groupNote(model, autoScalingGroup);
      if (capacity === "none") fullZones.add(zone);
      else fullZones.delete(zone);
      askForCapacity(model, group);
    },
    /** The instance restarts: for a while nothing on it answers. */
    rebootInstance(instanceId: string) {
      setServing(model, findInstance(model, instanceId).id, false);
      restartAgentProcess(model, instanceId, rebootSeconds);
      model.world.after(rebootSeconds * 1000, () => setServing(model, instanceId, true));
    },
    /** Status checks fail from now on, and nothing on the machine answers. */
    impairInstance(instanceId: string) {
      findInstance(model, instanceId).statusCheck = "impaired";
      setServing(model, instanceId, false);
      watchImpairment(model, instanceId);
    },
    /** EC2 takes a Spot Instance back, two minutes after its warning. */
    interruptSpotInstance(instanceId: string) {
      if (findInstance(model, instanceId).lifecycle !== "spot") refuse(`${instanceId} is no Spot Instance`);
      const code = "Server.SpotInstanceTermination";
      model.world.after(120_000, () =>
        terminateInstance(model, instanceId, { code, message: `${code}: Spot instance termination` }),
      );
    },
    /** EC2 announces that it will end the instance. */
    scheduleRetirement(instanceId: string, inMinutes: number) {
      const instance = findInstance(model, instanceId);
      const notBefore = addSeconds(model.world.now(), inMinutes * 60);
      const description = "The instance is running on degraded hardware";
      instance.scheduledEvents = [{ code: "instance-retirement", description, notBefore }];
      const code = "Server.ScheduledStop";
      model.world.at(notBefore, () => {
        if (model.state.instances.has(instanceId))
          terminateInstance(model, instanceId, {
            code,
            message: `${code}: Stopped due to scheduled retirement`,
          });
      });
    },
  };
}
