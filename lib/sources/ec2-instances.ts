import type { Instance } from "#lib/domain/ec2.ts";
import { defineSource } from "#lib/sources/source.ts";

export const ec2Instances = defineSource<"ec2-instances", { instance: Instance }>({
  id: "ec2-instances",
  title: "EC2: instances",
  level: "group",
  kinds: ["instance"],
  operations: [],
  after: ["codedeploy-group"],
  mentions: false,
  async read() {},
});
