import type { Random } from "#lib/simulator/world/random.ts";

const hex = "0123456789abcdef";
const upperAlphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** Ids in AWS's own forms; none is ever given out twice. */
export type Identifiers = {
  instance(): string;
  deployment(): string;
  uuid(): string;
  image(): string;
  launchTemplate(): string;
  vpc(): string;
  /** The hexadecimal tail of load balancer and target group ARNs. */
  arnTail(): string;
  privateIp(): string;
};

export function createIdentifiers(random: Random): Identifiers {
  const given = new Set<string>();
  const once = (make: () => string): string => {
    for (;;) {
      const id = make();
      if (given.has(id)) continue;
      given.add(id);
      return id;
    }
  };
  const withHex = (prefix: string) => once(() => `${prefix}0${random.text(hex, 16)}`);
  return {
    instance: () => withHex("i-"),
    deployment: () => once(() => `d-${random.text(upperAlphanumeric, 9)}`),
    uuid: () => once(() => makeUuid(random)),
    image: () => withHex("ami-"),
    launchTemplate: () => withHex("lt-"),
    vpc: () => withHex("vpc-"),
    arnTail: () => once(() => random.text(hex, 16)),
    privateIp: () => once(() => `10.0.${random.below(250)}.${4 + random.below(250)}`),
  };
}

function makeUuid(random: Random): string {
  const tail = `${random.text("89ab", 1)}${random.text(hex, 3)}`;
  return `${random.text(hex, 8)}-${random.text(hex, 4)}-4${random.text(hex, 3)}-${tail}-${random.text(hex, 12)}`;
}
