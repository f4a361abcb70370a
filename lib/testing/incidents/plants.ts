import { capacityPlants } from "#lib/testing/incidents/capacity-plants.ts";
import { deploymentPlants } from "#lib/testing/incidents/deployment-plants.ts";
import { ghostPlants } from "#lib/testing/incidents/ghost-plants.ts";
import { hookPlants } from "#lib/testing/incidents/hook-plants.ts";
import type { Plant } from "#lib/testing/incidents/plant.ts";

export const plants: readonly Plant[] = [
  ...ghostPlants,
  ...hookPlants,
  ...deploymentPlants,
  ...capacityPlants,
];
