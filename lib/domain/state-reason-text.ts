/** EC2's codes for why an instance left the running state (m:ec2 StateReason), each with a sentence. */
const reasons: ReadonlyMap<string, string> = new Map([
  [
    "Client.UserInitiatedShutdown",
    "A call stopped or terminated it: by a person, a program or Auto Scaling; EC2 does not say which.",
  ],
  ["Client.UserInitiatedHibernate", "A call hibernated it."],
  ["Client.InstanceInitiatedShutdown", "It was shut down from inside, by its own operating system."],
  ["Client.InstanceTerminated", "It was rebooted or terminated by a call before it had started."],
  [
    "Client.InternalError",
    "A client error ended its launch; AWS explains that by a KMS key that may not be used.",
  ],
  [
    "Client.InvalidKMSKey.InvalidState",
    "The KMS key of one of its volumes is in a state in which it cannot be used.",
  ],
  ["Client.InvalidSnapshot.NotFound", "A snapshot that one of its volumes is made from does not exist."],
  ["Client.VolumeLimitExceeded", "The account's limit of EBS volumes or storage was reached."],
  ["Server.InsufficientInstanceCapacity", "AWS had no capacity left for it in its zone."],
  ["Server.InternalError", "An error inside AWS ended its launch."],
  ["Server.ScheduledStop", "AWS stopped it, as announced by a scheduled event."],
  ["Server.SpotInstanceShutdown", "EC2 stopped it to take the Spot capacity back."],
  ["Server.SpotInstanceTermination", "EC2 terminated it to take the Spot capacity back."],
]);

/** One sentence for EC2's reason for an instance's state; undefined for a code that is not known. */
export function explainStateReason(code: string): string | undefined {
  return reasons.get(code);
}
