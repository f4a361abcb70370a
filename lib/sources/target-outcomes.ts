/** The target statuses that end a wait. Any other, one that AWS adds later included, is shown as it is. */
export const targetOutcomes: readonly string[] = ["Succeeded", "Failed", "Skipped"];
