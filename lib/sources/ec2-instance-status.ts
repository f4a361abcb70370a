import type { InstanceStatus } from "#lib/domain/ec2.ts";
import { defineSource } from "#lib/sources/source.ts";

export const ec2InstanceStatus = defineSource<"ec2-instance-status", { "instance-status": InstanceStatus }>({
  id: "ec2-instance-status",
  title: "EC2: instance status",
  level: "group",
  kinds: ["instance-status"],
  operations: [],
  after: ["ec2-instances"],
  mentions: false,
  async read() {},
});
