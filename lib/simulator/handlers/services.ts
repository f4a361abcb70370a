import { autoScaling } from "#lib/simulator/handlers/auto-scaling.ts";
import { codedeploy } from "#lib/simulator/handlers/codedeploy.ts";
import { ec2 } from "#lib/simulator/handlers/ec2.ts";
import { elbv2 } from "#lib/simulator/handlers/elbv2.ts";
import { sts } from "#lib/simulator/handlers/sts.ts";
import type { Service } from "#lib/simulator/wire/service.ts";

/** Every service the simulated account has. To add one: a file here and a line in this list. */
export const services: readonly Service[] = [codedeploy, autoScaling, elbv2, ec2, sts];
