/** The instance ids that sources mention while they read, each once, for whoever asks EC2 about them. */
export type Mentions = {
  mention(mentioner: string, instanceIds: readonly string[]): void;
  /** The mentioner will mention no more. True the first time it says so. */
  finish(mentioner: string): boolean;
  /** Batches of exactly `size` as soon as they are full, and the rest when every mentioner has finished. */
  inBatches(size: number): AsyncIterable<readonly string[]>;
};

/** Targets may also be on-premises hosts, IP addresses or functions: EC2 knows none of them. */
const ec2InstanceId = /^i-[0-9a-f]+$/;

/** `earlier`: ids that sources which are not read this time mentioned when they were. */
export function createMentions(mentioners: readonly string[], earlier: readonly string[] = []): Mentions {
  const open = new Set(mentioners);
  const ids: string[] = [];
  const seen = new Set<string>();
  let asleep: (() => void)[] = [];

  function wake(): void {
    const woken = asleep;
    asleep = [];
    for (const resolve of woken) resolve();
  }

  function add(instanceIds: readonly string[]): void {
    for (const id of instanceIds) {
      if (seen.has(id) || !ec2InstanceId.test(id)) continue;
      seen.add(id);
      ids.push(id);
    }
  }

  add(earlier);
  return {
    mention(mentioner, instanceIds) {
      if (!open.has(mentioner)) throw new Error(`${mentioner} mentions instances after it said it would not`);
      add(instanceIds);
      wake();
    },
    finish(mentioner) {
      const first = open.delete(mentioner);
      if (first) wake();
      return first;
    },
    async *inBatches(size) {
      if (!Number.isInteger(size) || size < 1)
        throw new RangeError(`a batch holds at least one id, not ${size}`);
      let next = 0;
      while (true) {
        for (; ids.length - next >= size; next += size) yield ids.slice(next, next + size);
        if (open.size === 0) break;
        await new Promise<void>((resolve) => asleep.push(resolve));
      }
      if (next < ids.length) yield ids.slice(next);
    },
  };
}
