/** How sentences name an instance: its full id, and its letter in the lanes where it has one. */
export type NameInstance = (instanceId: string) => string;

export function toNameInstance(letters: ReadonlyMap<string, string>): NameInstance {
  return (instanceId) => {
    const letter = letters.get(instanceId);
    return letter === undefined ? instanceId : `${instanceId} (${letter})`;
  };
}
